using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>One text in Chinese and in English, as <c>{"zh","en"}</c> in claims.</summary>
internal readonly record struct Bilingual(string Zh, string En)
{
    public JsonObject ToJson() => new() { ["zh"] = Zh, ["en"] = En };
}

/// <summary>An organisation with its unified social credit code; for schools and clinics <paramref name="SectorCode"/> is their own code.</summary>
internal sealed record Organisation(string Id, Bilingual Name, string SectorCode = "")
{
    public JsonObject ToJson() => new() { ["id"] = Id, ["name"] = Name.ToJson() };

    public JsonObject ToSectorJson() => new() { ["id"] = SectorCode, ["name"] = Name.ToJson() };
}

/// <summary>An article of an act.</summary>
internal sealed record LegalReference(Bilingual Act, string Article)
{
    public JsonObject ToJson() => new() { ["act"] = Act.ToJson(), ["article"] = Article };
}

/// <summary>An occupation with its code in GB/T 6565.</summary>
internal sealed record Occupation(string Code, Bilingual Name)
{
    public JsonObject ToJson() => new() { ["system"] = "GB/T 6565", ["code"] = Code, ["name"] = Name.ToJson() };
}
