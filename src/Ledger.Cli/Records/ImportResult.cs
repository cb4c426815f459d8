using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.Records;

/// <summary>What an import did.</summary>
internal sealed record ImportResult(long Accepted, long Refused, TimeSpan Time)
{
    public string ToText()
    {
        var rate = Time > TimeSpan.Zero ? Accepted / Time.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Accepted} accepted, {Refused} refused, {Time.TotalSeconds:F1} s ({rate:F0}/s).  已签发 {Accepted} 条，拒绝 {Refused} 条。");
    }

    public string ToJson() => new JsonObject { ["accepted"] = Accepted, ["refused"] = Refused, ["seconds"] = Math.Round(Time.TotalSeconds, 3) }
        .ToJsonString(JsonText.Options);
}
