using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// Stores up to which entry the bundles of a department were checked, and the findings so far. A run that was interrupted continues from there. A
/// completed run deletes the file, so the next one starts at the first record.
/// </summary>
internal sealed class RecordProgress
{
    private const int Version = 1;
    private const int MaxLength = 4 * 1024 * 1024;

    // The findings about records. Only these are saved, and only these are read.
    private static readonly Fault[] Kept =
    [
        ChainAuditFaults.BundleMissing, ChainAuditFaults.BundleNotGenuine, ChainAuditFaults.BundleOfAnother,
        ChainAuditFaults.ContentLost, ChainAuditFaults.ErasureNotLogged, AuditTimeFaults.RecordDatesWrong,
    ];

    private readonly string? _path;
    private readonly string _origin;

    private RecordProgress(string? path, string origin)
    {
        _path = path;
        _origin = origin;
    }

    /// <summary>The index of the first entry that is not checked.</summary>
    public long Next { get; private init; }

    public RecordCounts Counts { get; private init; } = new();

    public IReadOnlyList<LogFinding> Findings { get; private init; } = [];

    /// <summary>Reads the progress of an earlier run. Empty if there is no file.</summary>
    /// <exception cref="FaultException">The file is malformed or belongs to another log.</exception>
    public static async Task<RecordProgress> OpenAsync(string? path, string origin, CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
        {
            return new RecordProgress(path, origin);
        }

        try
        {
            var json = JsonNode.Parse(await AuditFiles.ReadAsync(path, MaxLength, cancellationToken)) as JsonObject;
            if ((int?)json?["v"] != Version)
            {
                throw new FaultException(RunFaults.StateMalformed, path);
            }

            return (string?)json["origin"] == origin
                ? Read(path, origin, json)
                : throw new FaultException(RunFaults.StateOfAnotherLog, path);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new FaultException(RunFaults.StateMalformed, path, problem);
        }
    }

    /// <summary>Saves that all entries below an index were checked, with the findings about records. Leaves out other findings.</summary>
    public void Save(long next, RecordCounts counts, IEnumerable<LogFinding> findings)
    {
        if (_path is null)
        {
            return;
        }

        var text = new JsonObject
        {
            ["v"] = Version,
            ["origin"] = _origin,
            ["next"] = next,
            ["counts"] = JsonSerializer.SerializeToNode(counts, JsonFiles.OneLine),
            ["findings"] = new JsonArray([.. findings.Where(finding => Kept.Contains(finding.Fault)).Select(ToJson)]),
        }.ToJsonString(JsonFiles.OneLine);
        AuditFiles.Replace(_path, Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>Deletes the file after a completed run.</summary>
    public void Finish()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private static RecordProgress Read(string path, string origin, JsonObject json) => new(path, origin)
    {
        Next = (long?)json["next"] ?? 0,
        Counts = json["counts"].Deserialize<RecordCounts>(JsonFiles.OneLine) ?? new RecordCounts(),
        Findings = [.. (json["findings"] as JsonArray ?? []).Select(node => ReadFinding(node as JsonObject ?? []))],
    };

    private static JsonNode ToJson(LogFinding finding) => new JsonObject
    {
        ["code"] = finding.Fault.Code,
        ["place"] = finding.Path,
        ["entry"] = finding.First,
        ["zh"] = finding.Detail?.Zh,
        ["en"] = finding.Detail?.En,
    };

    private static LogFinding ReadFinding(JsonObject json) => new(
        Array.Find(Kept, fault => fault.Code == (string?)json["code"]) ?? throw new FormatException("code"), (string?)json["place"] ?? "")
    {
        First = (long?)json["entry"],
        Last = (long?)json["entry"],
        Detail = (string?)json["en"] is { } en ? new LocalizedText((string?)json["zh"] ?? en, en) : null,
    };
}
