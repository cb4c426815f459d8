using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Auditing;

/// <summary>
/// The last head that was found right, kept between runs: <c>{"v":1,"vkey":"…","checkpoint":"…"}</c> with the whole signed note. Whoever
/// reads it trusts the note's signature only, so a changed file can be refused but cannot mislead.
/// </summary>
internal static class StateFile
{
    private const int Version = 1;
    private const int MaxLength = 2 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The head of an earlier run; null when there is no file yet.</summary>
    /// <exception cref="CliException">There is a file, and it is not this log's.</exception>
    public static async Task<SignedCheckpoint?> ReadAsync(Terminal terminal, string path, VerifierKey key, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var (vkey, note) = Parse(path, await Given.UnmarkedAsync(terminal, path, MaxLength, cancellationToken));
        if (!VerifierKey.TryParse(vkey, out var of))
        {
            throw new CliException(CliFaults.StateMalformed, path);
        }

        if (of.Name != key.Name)
        {
            throw new CliException(CliFaults.StateOfAnotherLog, $"{path}: {of.Name}");
        }

        if (!of.Equals(key))
        {
            throw new CliException(CliFaults.StateOfAnotherKey, $"{path}: {of}");
        }

        return SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(note), key, out var head, out var fault)
            ? head
            : throw new CliException(CliFaults.StateNotSigned, $"{path}: {fault.Title.En}");
    }

    /// <summary>The log's key and head that an earlier run left, as the file itself names them.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static async Task<(VerifierKey Key, SignedCheckpoint Head)> ReadAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var (vkey, note) = Parse(path, await Given.UnmarkedAsync(terminal, path, MaxLength, cancellationToken));
        return VerifierKey.TryParse(vkey, out var key) && SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(note), key, out var head, out _)
            ? (key, head)
            : throw new CliException(CliFaults.StateMalformed, path);
    }

    /// <summary>Puts the head in place of the one before: after a crash there is the one or the other, whole.</summary>
    public static void Write(string path, VerifierKey key, SignedCheckpoint head)
    {
        var text = new JsonObject { ["v"] = Version, ["vkey"] = key.ToString(), ["checkpoint"] = head.Note }.ToJsonString(JsonText.Options);
        try
        {
            DurableFiles.Replace(path, Encoding.UTF8.GetBytes(text + "\n"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, path, problem);
        }
    }

    private static (string Vkey, string Note) Parse(string path, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var root = json.RootElement;
            if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("v", out var v) && v.TryGetInt64(out var version))
            {
                if (version > Version)
                {
                    throw new CliException(CliFaults.StateFromTheFuture, $"{path}: v {version}");
                }

                if (version == Version && root.GetPropertyCount() == 3
                    && root.GetProperty("vkey").GetString() is { } vkey && root.GetProperty("checkpoint").GetString() is { } note)
                {
                    return (vkey, note);
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CliException(CliFaults.StateMalformed, path, problem);
        }

        throw new CliException(CliFaults.StateMalformed, path);
    }
}
