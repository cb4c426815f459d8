using System.Text.Json;
using Ledger.Ethereum.Contracts;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>The committed ABI, embedded in the assembly.</summary>
internal static class CommittedAbi
{
    public static JsonElement[] Entries(string contract)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"Ledger.Ethereum.Artifacts.{contract}.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("abi").EnumerateArray().Select(entry => entry.Clone())];
    }

    /// <summary>The name and the parameter types. Structs are tuples of their components.</summary>
    public static string Signature(JsonElement entry) => entry.GetProperty("name").GetString() + Types(entry.GetProperty("inputs"));

    private static string Types(JsonElement parameters) => "(" + string.Join(",", parameters.EnumerateArray().Select(TypeText)) + ")";

    private static string TypeText(JsonElement parameter)
    {
        var type = parameter.GetProperty("type").GetString()!; // every parameter has a type
        return type.StartsWith("tuple", StringComparison.Ordinal) ? Types(parameter.GetProperty("components")) + type["tuple".Length..] : type;
    }
}
