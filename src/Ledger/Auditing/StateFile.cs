using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing;

/// <summary>
/// Stores the last head that an audit accepted: <c>{"v":1,"vkey":"…","checkpoint":"…"}</c> with the whole signed note. A reader that gives the
/// log's key trusts only the signature of the note, so it rejects a changed file. Stateless.
/// </summary>
public static class StateFile
{
    private const int Version = 1;
    private const int MaxLength = 2 * 1024 * 1024;

    /// <summary>Reads the head of an earlier run. Null if there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException">The file exists, but is unreadable or belongs to another log.</exception>
    public static async Task<SignedCheckpoint?> ReadAsync(string path, VerifierKey key, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var (vkey, note) = Parse(path, await AuditFiles.ReadAsync(path, MaxLength, cancellationToken));
        if (!VerifierKey.TryParse(vkey, out var fileKey))
        {
            throw new FaultException(RunFaults.StateMalformed, path);
        }

        if (fileKey.Name != key.Name)
        {
            throw new FaultException(RunFaults.StateOfAnotherLog, $"{path}: {fileKey.Name}");
        }

        if (!fileKey.Equals(key))
        {
            throw new FaultException(RunFaults.StateOfAnotherKey, $"{path}: {fileKey}");
        }

        return SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(note), key, out var head, out var fault)
            ? head
            : throw new FaultException(RunFaults.StateNotSigned, $"{path}: {fault.Title.En}");
    }

    /// <summary>
    /// Reads the key and the head of an earlier run. The key comes from the file too, so this does not detect a file that somebody else wrote.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public static async Task<(VerifierKey Key, SignedCheckpoint Head)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (vkey, note) = Parse(path, await AuditFiles.ReadAsync(path, MaxLength, cancellationToken));
        return VerifierKey.TryParse(vkey, out var key) && SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(note), key, out var head, out _)
            ? (key, head)
            : throw new FaultException(RunFaults.StateMalformed, path);
    }

    /// <summary>Replaces the head. After a crash the file holds either the old head or the new one, complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="head">The head.</param>
    /// <exception cref="FaultException">The file cannot be written.</exception>
    public static void Write(string path, VerifierKey key, SignedCheckpoint head)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(head);
        var text = new JsonObject { ["v"] = Version, ["vkey"] = key.ToString(), ["checkpoint"] = head.Note }.ToJsonString(JsonFiles.OneLine);
        AuditFiles.Replace(path, Encoding.UTF8.GetBytes(text + "\n"));
    }

    private static (string Vkey, string Note) Parse(string path, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, JsonFiles.Strict);
            var root = json.RootElement;
            if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("v", out var v) && v.TryGetInt64(out var version))
            {
                if (version > Version)
                {
                    throw new FaultException(RunFaults.StateFromTheFuture, $"{path}: v {version}");
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
            throw new FaultException(RunFaults.StateMalformed, path, problem);
        }

        throw new FaultException(RunFaults.StateMalformed, path);
    }
}
