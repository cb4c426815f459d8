using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>An article of an act.</summary>
internal sealed record LegalReference(Bilingual Act, string Article)
{
    public JsonObject ToJson() => new() { ["act"] = Act.ToJson(), ["article"] = Article };
}
