using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Contracts;

/// <summary>A compiled contract as committed under <c>contracts/artifacts</c> and embedded here: its ABI and creation bytecode.</summary>
internal sealed class ContractArtifact
{
    private const string ResourcePrefix = "Ledger.Ethereum.Artifacts.";

    private ContractArtifact(string name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"{ResourcePrefix}{name}.json")
            ?? throw new InvalidOperationException($"The compiled contract {name} is not part of this build.");
        using var document = JsonDocument.Parse(stream);
        Name = name;
        Abi = document.RootElement.GetProperty("abi").Clone();
        Bytecode = Hex.TryData(document.RootElement.GetProperty("bytecode").GetString(), out var code)
            ? [.. code]
            : throw new InvalidOperationException($"The bytecode of {name} is not hexadecimal.");
    }

    public static ContractArtifact DepartmentRegistry { get; } = new("DepartmentRegistry");

    public static ContractArtifact LogAnchor { get; } = new("LogAnchor");

    public static ContractArtifact RecordStatus { get; } = new("RecordStatus");

    public string Name { get; }

    public JsonElement Abi { get; }

    public ImmutableArray<byte> Bytecode { get; }

    /// <summary>Creation code followed by the constructor's arguments.</summary>
    public ImmutableArray<byte> CreationCode(string constructor, params IEnumerable<AbiValue> arguments) =>
        [.. Bytecode, .. AbiCodec.Encode(AbiType.Parse(constructor), AbiValue.List(arguments))];

    /// <summary>The signatures of all entries of a kind: <c>function</c>, <c>event</c> or <c>error</c>.</summary>
    public IEnumerable<string> Signatures(string kind) =>
        from entry in Abi.EnumerateArray()
        where entry.GetProperty("type").GetString() == kind
        select entry.GetProperty("name").GetString() + ParameterTypes(entry.GetProperty("inputs"));

    /// <summary>The parameter types of an ABI entry as a tuple; structs are tuples with their components.</summary>
    public static string ParameterTypes(JsonElement parameters) =>
        "(" + string.Join(",", parameters.EnumerateArray().Select(TypeText)) + ")";

    private static string TypeText(JsonElement parameter)
    {
        var type = parameter.GetProperty("type").GetString()!; // every ABI entry has one
        return type.StartsWith("tuple", StringComparison.Ordinal) ? ParameterTypes(parameter.GetProperty("components")) + type["tuple".Length..] : type;
    }
}

/// <summary>Names what a contract says when it refuses, by the first four bytes of its revert data.</summary>
internal static class RevertReason
{
    private static readonly FrozenDictionary<string, string> Names = ReadNames();

    /// <summary>The custom error's name; <c>Error</c> for a text; <c>Panic</c> for a failed assertion; empty when it is none of ours.</summary>
    public static string NameOf(ReadOnlySpan<byte> revertData) =>
        revertData.Length >= 4 && Names.TryGetValue(Hex.Data(revertData[..4]), out var name) ? name : "";

    private static FrozenDictionary<string, string> ReadNames()
    {
        ContractArtifact[] contracts = [ContractArtifact.DepartmentRegistry, ContractArtifact.LogAnchor, ContractArtifact.RecordStatus];
        string[] solidity = ["Error(string)", "Panic(uint256)"];
        return contracts.SelectMany(contract => contract.Signatures("error")).Concat(solidity).Distinct().ToFrozenDictionary(
            signature => Hex.Data(Keccak.OfText(signature).ToArray().AsSpan(0, 4)),
            signature => signature[..signature.IndexOf('(', StringComparison.Ordinal)]);
    }
}
