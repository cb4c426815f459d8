using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>An organisation with its unified social credit code; for schools and clinics <paramref name="SectorCode"/> is their own code.</summary>
internal sealed record Organisation(string Id, Bilingual Name, string SectorCode = "")
{
    public JsonObject ToJson() => new() { ["id"] = Id, ["name"] = Name.ToJson() };

    public JsonObject ToSectorJson() => new() { ["id"] = SectorCode, ["name"] = Name.ToJson() };
}
