using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Registry;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;

namespace Ledger.Cli.Departments;

/// <summary>Writes a department of the registry, for people and as JSON. Stateless.</summary>
internal static class RegisteredDepartmentText
{
    public static JsonObject ToJson(RegisteredDepartment department) => new()
    {
        ["origin"] = department.Facts.Origin,
        ["id"] = OnChainId.OfDepartment(department.Facts.Origin).ToHex(),
        ["operator"] = department.Facts.Operator.ToString(),
        ["nodeUrl"] = department.Facts.NodeUrl,
        ["admittedAt"] = UtcTimes.Text(department.Facts.AdmittedAt),
        ["suspendedAt"] = UtcTimes.Text(department.Facts.SuspendedAt),
        ["logKeys"] = new JsonArray([.. department.LogKeys.Select(key => (JsonNode)Times(new JsonObject { ["publicKey"] = HexOf(key.PublicKey) }, key.Validity, key.CompromisedSince))]),
        ["recordKeys"] = new JsonArray([.. department.RecordKeys.Select(key => (JsonNode)Times(
            new JsonObject { ["thumbprint"] = key.Thumbprint.ToHex(), ["algorithm"] = key.Algorithm, ["publicKey"] = HexOf(key.PublicKey) }, key.Validity, key.CompromisedSince))]),
    };

    public static void Write(TextWriter output, RegisteredDepartment department)
    {
        output.WriteLine(OneLine.FromText(department.Facts.Origin) + (department.Facts.SuspendedAt is { } suspended ? $"  suspended 已暂停 {UtcTimes.Text(suspended)}" : ""));
        output.WriteLine($"  id        {OnChainId.OfDepartment(department.Facts.Origin).ToHex()}");
        output.WriteLine($"  operator  {department.Facts.Operator}");
        output.WriteLine($"  node      {OneLine.FromText(department.Facts.NodeUrl)}");
        output.WriteLine($"  admitted  {UtcTimes.Text(department.Facts.AdmittedAt)}");
        foreach (var key in department.LogKeys)
        {
            output.WriteLine($"  log key    {HexOf(key.PublicKey)}  {Times(key.Validity, key.CompromisedSince)}");
        }

        foreach (var key in department.RecordKeys)
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
