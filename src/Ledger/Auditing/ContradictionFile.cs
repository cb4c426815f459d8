using System.Text;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing;

/// <summary>Writes two contradicting heads to a file that anybody can check years later without the log. Stateless.</summary>
public static class ContradictionFile
{
    private const string Form = "ledger-log-evidence/1";

    private static readonly JsonNode HowZh =
        "两个检查点都由 vkey 的持有者签名。大小相同而树根不同，或者：按 RFC 9162 第 2.1.4.2 节，computed.consistencyProof 证明较新的检查点"
        + "延续的是 computed.root，而不是较早检查点的树根。诚实的日志不可能同时签出二者。";

    private static readonly JsonNode HowEn =
        "The owner of vkey has signed both checkpoints. Either they have one size and two roots; or computed.consistencyProof shows, by RFC 9162 "
        + "section 2.1.4.2, that the newer checkpoint extends computed.root and not the root of the older one. No honest log can have signed both.";

    private static readonly JsonNode ShrankZh =
        "两个检查点都由 vkey 的持有者签名；先看到的一个条目更多。仅凭这两个检查点还不能证明有两段历史，但日志不应变短。";

    private static readonly JsonNode ShrankEn =
        "The owner of vkey has signed both checkpoints, and the one that was seen first has more entries. The two alone do not prove two "
        + "histories, but a log never gets shorter.";

    /// <summary>Writes the file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="found">The two heads.</param>
    /// <exception cref="FaultException">
    /// The file cannot be written. The caller reports this and continues, so that a full disk does not hide the finding.
    /// </exception>
    public static void Write(string path, VerifierKey key, Contradiction found)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(found);
        AuditFiles.Replace(path, Encoding.UTF8.GetBytes(ToJson(key, found).ToJsonString(JsonFiles.OneLine) + "\n"));
    }

    /// <summary>Writes the file where that is possible. A failure hides nothing: the caller reports it beside the finding.</summary>
    /// <returns>The path, or why the file could not be written.</returns>
    public static (string? Path, FaultException? Problem) TryWrite(string path, VerifierKey key, Contradiction found)
    {
        try
        {
            Write(path, key, found);
            return (path, null);
        }
        catch (FaultException problem)
        {
            return (null, problem);
        }
    }

    private static JsonObject ToJson(VerifierKey key, Contradiction found) => new()
    {
        ["form"] = Form,
        ["code"] = found.Fault.Code,
        ["title"] = new JsonObject { ["zh"] = found.Fault.Title.Zh, ["en"] = found.Fault.Title.En },
        ["explanation"] = found.Fault == AuditFaults.Shrank
            ? new JsonObject { ["zh"] = ShrankZh.DeepClone(), ["en"] = ShrankEn.DeepClone() }
            : new JsonObject { ["zh"] = HowZh.DeepClone(), ["en"] = HowEn.DeepClone() },
        ["proven"] = found.IsProven,
        ["vkey"] = key.ToString(),
        ["older"] = ToJson(found.Older),
        ["newer"] = ToJson(found.Newer),
        ["computed"] = found.ComputedRoot is not { } root ? null : new JsonObject
        {
            ["size"] = found.Older.Size,
            ["root"] = root.ToBase64(),
            ["consistencyProof"] = new JsonArray([.. found.Proof.Select(hash => (JsonNode)hash.ToBase64())]),
        },
    };

    private static JsonObject ToJson(SignedCheckpoint head) => new()
    {
        ["size"] = head.Size,
        ["root"] = head.Root.ToBase64(),
        ["note"] = head.Note,
    };
}
