using System.Text.Json.Nodes;

namespace Ledger.Auditing;

/// <summary>How heads and findings about them are written, the same in every command.</summary>
public static class CheckpointJson
{
    public static JsonObject ToJson(SignedCheckpoint head) => new() { ["size"] = head.Size, ["root"] = head.Root.ToBase64() };

    public static JsonObject ToJson(LogFinding finding) => new()
    {
        ["code"] = finding.Fault.Code,
        ["path"] = finding.Path,
        ["beside"] = finding.Beside,
        ["firstEntry"] = finding.First,
        ["lastEntry"] = finding.Last,
        ["en"] = finding.Sentence.En,
        ["zh"] = finding.Sentence.Zh,
    };
}
