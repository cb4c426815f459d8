using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Contracts;

/// <summary>A compiled contract from <c>contracts/artifacts</c>, embedded here: its creation bytecode and its deployed code.</summary>
internal sealed class ContractArtifact
{
    private const string ResourcePrefix = "Ledger.Ethereum.Artifacts.";
    private const int Word = 32;

    private readonly ImmutableArray<byte> _deployedBytecode;
    private readonly FrozenDictionary<string, ImmutableArray<int>> _immutables;

    private ContractArtifact(string name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"{ResourcePrefix}{name}.json")
            ?? throw new InvalidOperationException($"The compiled contract {name} is not part of this build.");
        using var document = JsonDocument.Parse(stream);
        Name = name;
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

    public ImmutableArray<byte> Bytecode { get; }

    /// <summary>The creation code followed by the arguments of the constructor.</summary>
    public ImmutableArray<byte> CreationCode(ContractDeploymentMessage arguments) => [.. Bytecode, .. ContractAbi.EncodeArguments(arguments)];

    /// <summary>
    /// The code that a chain must have at the address of the contract when it was deployed with these immutables. Every byte is known in advance,
    /// so a contract that only behaves similarly is detected.
    /// </summary>
    public ImmutableArray<byte> DeployedCode(params IReadOnlyCollection<ContractImmutable> immutables)
    {
        if (!immutables.Select(immutable => immutable.Name).Order().SequenceEqual(_immutables.Keys.Order()))
        {
            throw new ArgumentException($"{Name} has the immutables {string.Join(", ", _immutables.Keys)}.", nameof(immutables));
        }

        var code = _deployedBytecode.ToArray();
        foreach (var (name, bytes) in immutables)
        {
            foreach (var start in _immutables[name])
            {
                bytes.CopyTo(code.AsSpan(start + Word - bytes.Length));
            }
        }

        return [.. code];
    }

    /// <summary>The 64-bit number at the first place of an immutable in deployed code. 0 when the code ends before it.</summary>
    public ulong NumberIn(ReadOnlySpan<byte> code, string immutable)
    {
        var end = _immutables[immutable][0] + Word;
        return code.Length >= end ? BinaryPrimitives.ReadUInt64BigEndian(code[(end - sizeof(ulong))..end]) : 0;
    }

    private ImmutableArray<byte> ReadCode(JsonElement root, string member) => Hex.TryData(root.GetProperty(member).GetString(), out var code)
        ? [.. code]
        : throw new InvalidOperationException($"The {member} of {Name} is not hexadecimal.");
}
