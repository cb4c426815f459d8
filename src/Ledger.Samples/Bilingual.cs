using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>One text in Chinese and in English, as <c>{"zh","en"}</c> in claims.</summary>
internal readonly record struct Bilingual(string Zh, string En)
{
    public JsonObject ToJson() => new() { ["zh"] = Zh, ["en"] = En };
}
