using System.Text.Json;
using Ledger.Ethereum.Contracts;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>The ABI as it is committed and built into the assembly.</summary>
internal static class CommittedAbi
{
    public static JsonElement[] Entries(string contract)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"Ledger.Ethereum.Artifacts.{contract}.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("abi").EnumerateArray().Select(entry => entry.Clone())];
    }

    /// <summary>Name and parameter types; structs are tuples with their components.</summary>
    public static string Signature(JsonElement entry) => entry.GetProperty("name").GetString() + Types(entry.GetProperty("inputs"));

    private static string Types(JsonElement parameters) => "(" + string.Join(",", parameters.EnumerateArray().Select(TypeText)) + ")";

    private static string TypeText(JsonElement parameter)
    {
        var type = parameter.GetProperty("type").GetString()!; // Every parameter has one.
        return type.StartsWith("tuple", StringComparison.Ordinal) ? Types(parameter.GetProperty("components")) + type["tuple".Length..] : type;
    }
}
