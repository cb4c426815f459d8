using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;

namespace Ledger.Cli.Departments;

/// <summary>A department as the registry has it, with all keys it ever had.</summary>
internal sealed record RegisteredDepartment(DepartmentFacts Facts, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys)
{
    public JsonObject ToJson() => new()
    {
        ["origin"] = Facts.Origin,
        ["id"] = OnChainId.OfDepartment(Facts.Origin).ToHex(),
        ["operator"] = Facts.Operator.ToString(),
        ["nodeUrl"] = Facts.NodeUrl,
        ["admittedAt"] = UtcTimes.Text(Facts.AdmittedAt),
        ["suspendedAt"] = UtcTimes.Text(Facts.SuspendedAt),
        ["logKeys"] = new JsonArray([.. LogKeys.Select(key => (JsonNode)Times(new JsonObject { ["publicKey"] = HexOf(key.PublicKey) }, key.Validity, key.CompromisedSince))]),
        ["recordKeys"] = new JsonArray([.. RecordKeys.Select(key => (JsonNode)Times(
            new JsonObject { ["thumbprint"] = key.Thumbprint.ToHex(), ["algorithm"] = key.Algorithm, ["publicKey"] = HexOf(key.PublicKey) }, key.Validity, key.CompromisedSince))]),
    };

    public void Write(TextWriter output)
    {
        output.WriteLine(OneLine.Of(Facts.Origin) + (Facts.SuspendedAt is { } suspended ? $"  suspended 已暂停 {UtcTimes.Text(suspended)}" : ""));
        output.WriteLine($"  id        {OnChainId.OfDepartment(Facts.Origin).ToHex()}");
        output.WriteLine($"  operator  {Facts.Operator}");
        output.WriteLine($"  node      {OneLine.Of(Facts.NodeUrl)}");
        output.WriteLine($"  admitted  {UtcTimes.Text(Facts.AdmittedAt)}");
        foreach (var key in LogKeys)
        {
            output.WriteLine($"  log key    {HexOf(key.PublicKey)}  {Times(key.Validity, key.CompromisedSince)}");
        }

        foreach (var key in RecordKeys)
        {
            output.WriteLine($"  record key {key.Thumbprint.ToHex()}  {Times(key.Validity, key.CompromisedSince)}");
        }

        output.WriteLine();
    }

    private static JsonObject Times(JsonObject key, Validity validity, DateTimeOffset? compromised)
    {
        key["validFrom"] = UtcTimes.Text(validity.From);
        key["validUntil"] = UtcTimes.Text(validity.Until);
        key["compromisedSince"] = UtcTimes.Text(compromised);
        return key;
    }

    private static string Times(Validity validity, DateTimeOffset? compromised) =>
        $"{UtcTimes.Text(validity.From)} … {UtcTimes.Text(validity.Until)}{(compromised is { } since ? $"  compromised since 已泄露，自 {UtcTimes.Text(since)}" : "")}";

    private static string HexOf(ImmutableArray<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes.AsSpan());
}
