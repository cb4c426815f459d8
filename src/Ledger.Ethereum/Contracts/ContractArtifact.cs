using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>A compiled contract as committed under <c>contracts/artifacts</c> and embedded here: its ABI, its creation bytecode, and the code it leaves on a chain.</summary>
internal sealed class ContractArtifact
{
    private const string ResourcePrefix = "Ledger.Ethereum.Artifacts.";
    private const int Word = 32;
    private const int AddressLength = 20;

    private readonly ImmutableArray<byte> _deployedBytecode;
    private readonly FrozenDictionary<string, ImmutableArray<int>> _immutables;

    private ContractArtifact(string name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"{ResourcePrefix}{name}.json")
            ?? throw new InvalidOperationException($"The compiled contract {name} is not part of this build.");
        using var document = JsonDocument.Parse(stream);
        Name = name;
        Abi = document.RootElement.GetProperty("abi").Clone();
        Bytecode = ReadCode(document.RootElement, "bytecode");
        _deployedBytecode = ReadCode(document.RootElement, "deployedBytecode");
        _immutables = document.RootElement.GetProperty("immutableReferences").EnumerateObject().ToFrozenDictionary(
            immutable => immutable.Name,
            immutable => immutable.Value.EnumerateArray().Select(place => place.GetProperty("start").GetInt32()).ToImmutableArray());
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

    /// <summary>
    /// The code a chain must have at the contract's address when it was deployed with these immutable addresses: every byte of it is known
    /// beforehand, so nothing that only behaves like the contract passes for it.
    /// </summary>
    public ImmutableArray<byte> DeployedCode(params IReadOnlyCollection<(string Name, ChainAddress Value)> immutables)
    {
        if (!immutables.Select(immutable => immutable.Name).Order().SequenceEqual(_immutables.Keys.Order()))
        {
            throw new ArgumentException($"{Name} has the immutables {string.Join(", ", _immutables.Keys)}.", nameof(immutables));
        }

        var code = _deployedBytecode.ToArray();
        foreach (var (name, value) in immutables)
        {
            foreach (var start in _immutables[name])
            {
                Convert.FromHexString(value.ToString().AsSpan(2)).CopyTo(code.AsSpan(start + Word - AddressLength));
            }
        }

        return [.. code];
    }

    /// <summary>The signatures of all entries of a kind: <c>function</c>, <c>event</c> or <c>error</c>.</summary>
    public IEnumerable<string> Signatures(string kind) =>
        from entry in Abi.EnumerateArray()
        where entry.GetProperty("type").GetString() == kind
        select entry.GetProperty("name").GetString() + ParameterTypes(entry.GetProperty("inputs"));

    /// <summary>The parameter types of an ABI entry as a tuple; structs are tuples with their components.</summary>
    public static string ParameterTypes(JsonElement parameters) => ParameterTypes(parameters.EnumerateArray());

    public static string ParameterTypes(IEnumerable<JsonElement> parameters) => "(" + string.Join(",", parameters.Select(TypeText)) + ")";

    private ImmutableArray<byte> ReadCode(JsonElement root, string member) => Hex.TryData(root.GetProperty(member).GetString(), out var code)
        ? [.. code]
        : throw new InvalidOperationException($"The {member} of {Name} is not hexadecimal.");

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
