using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>An occupation with its code in GB/T 6565.</summary>
internal sealed record Occupation(string Code, Bilingual Name)
{
    public JsonObject ToJson() => new() { ["system"] = "GB/T 6565", ["code"] = Code, ["name"] = Name.ToJson() };
}
