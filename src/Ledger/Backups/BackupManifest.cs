using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>
/// The content of a backup, <c>manifest.json</c>. It is written last, so a folder without it is not a complete backup.
/// </summary>
public sealed record BackupManifest(DateTimeOffset At, IReadOnlyList<BackedUpLog> Logs, IReadOnlyList<BackedUpFile> Files)
{
    /// <summary>The departments of the data directory that could not be backed up.</summary>
    public IReadOnlyList<MissingLog> Missing { get; init; } = [];

    public const string FileName = "manifest.json";

    private const string Form = "ledger-backup/";
    private const int Version = 1;
    private const int MaxLength = 256 * 1024 * 1024;

    public void Write(string folder)
    {
        var json = new JsonObject
        {
            ["form"] = Form + Version.ToString(CultureInfo.InvariantCulture),
            ["at"] = UtcTimes.Text(At),
            ["logs"] = new JsonArray([.. Logs.Select(log => (JsonNode)new JsonObject
            {
                ["department"] = log.Department.ToString(), ["origin"] = log.Origin, ["size"] = log.Size, ["root"] = log.Root.ToBase64(),
            })]),
            ["files"] = new JsonArray([.. Files.Select(file => (JsonNode)new JsonObject
            {
                ["path"] = file.Path, ["length"] = file.Length, ["sha256"] = file.Hash.ToBase64(),
            })]),
        };
        if (Missing.Count > 0)
        {
            json["missing"] = new JsonArray([.. Missing.Select(log => (JsonNode)new JsonObject
            {
                ["department"] = log.Department.ToString(), ["code"] = log.Code, ["detail"] = log.Detail,
            })]);
        }

        DurableFiles.Replace(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(json.ToJsonString(JsonFiles.OneLine) + "\n"), isSecret: true);
    }

    /// <exception cref="FaultException">The folder is not a backup, or a later version wrote it.</exception>
    public static async Task<BackupManifest> ReadAsync(InputFiles files, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new FaultException(RunFaults.NotABackup, folder);
        }

        try
        {
            using var document = JsonDocument.Parse(
                await files.UnmarkedAsync(path, MaxLength, cancellationToken), JsonFiles.Strict);
            var root = document.RootElement;
            var form = root.GetProperty("form").GetString() ?? "";
            if (!form.StartsWith(Form, StringComparison.Ordinal) || !int.TryParse(form.AsSpan(Form.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                throw new FaultException(RunFaults.NotABackup, path);
            }

            return version <= Version ? Read(root) : throw new FaultException(RunFaults.BackupTooNew, $"{path}: {form}");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FaultException(RunFaults.NotABackup, path, problem);
        }
    }

    private static BackupManifest Read(JsonElement root) => new(
        root.GetProperty("at").GetDateTimeOffset(),
        [.. root.GetProperty("logs").EnumerateArray().Select(log => new BackedUpLog(
            DepartmentId.TryParse(log.GetProperty("department").GetString(), out var id) ? id : throw new FormatException("department"),
            log.GetProperty("origin").GetString() ?? throw new FormatException("origin"), log.GetProperty("size").GetInt64(), ReadDigest(log, "root")))],
        [.. root.GetProperty("files").EnumerateArray().Select(file => new BackedUpFile(
            ReadPath(file), file.GetProperty("length").GetInt64(), ReadDigest(file, "sha256")))])
    {
        Missing = root.TryGetProperty("missing", out var missing)
            ? [.. missing.EnumerateArray().Select(log => new MissingLog(
                DepartmentId.TryParse(log.GetProperty("department").GetString(), out var id) ? id : throw new FormatException("department"),
                log.GetProperty("code").GetString() ?? "", log.GetProperty("detail").GetString() ?? ""))]
            : [],
    };

    // Others may have written to the disk of the backup, so no path in a manifest may leave the target folder.
    private static string ReadPath(JsonElement file) => file.GetProperty("path").GetString() is { Length: > 0 } path
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.AsSpan().ContainsAny('\\', ':', '\0'))
            ? path
            : throw new FormatException("path");

    private static Digest ReadDigest(JsonElement parent, string name) =>
        Digest.TryRead(parent.GetProperty(name).GetBytesFromBase64(), out var digest) ? digest : throw new FormatException(name);
}
