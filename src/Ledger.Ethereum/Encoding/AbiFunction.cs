using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Encoding;

/// <summary>A contract function: its selector is the first four bytes of keccak256 of the signature.</summary>
internal sealed class AbiFunction
{
    private readonly AbiType _inputs;
    private readonly AbiType _outputs;

    /// <param name="name">The Solidity name.</param>
    /// <param name="inputs">The argument types as a tuple, for example <c>(uint64,bytes32[])</c>.</param>
    /// <param name="outputs">The result types as a tuple; <c>()</c> when nothing is returned.</param>
    public AbiFunction(string name, string inputs, string outputs = "()")
    {
        _inputs = AbiType.Parse(inputs);
        _outputs = AbiType.Parse(outputs);
        Name = name;
        Signature = name + _inputs;
        Selector = [.. Keccak.OfText(Signature).ToArray().AsSpan(0, 4)];
    }

    public string Name { get; }

    public string Signature { get; }

    /// <summary>The result types as a tuple.</summary>
    public string Outputs => _outputs.ToString();

    public ImmutableArray<byte> Selector { get; }

    public byte[] EncodeCall(params IEnumerable<AbiValue> arguments) => [.. Selector, .. AbiCodec.Encode(_inputs, AbiValue.List(arguments))];

    /// <summary>Reads the arguments of a call of this function; false for a call of another one, or for what is not strictly encoded.</summary>
    public bool TryDecodeCall(ReadOnlySpan<byte> call, [NotNullWhen(true)] out AbiValue? arguments)
    {
        arguments = null;
        if (!call.StartsWith(Selector.AsSpan()))
        {
            return false;
        }

        try
        {
            arguments = AbiCodec.Decode(_inputs, call[Selector.Length..]);
            return true;
        }
        catch (EncodingException)
        {
            return false;
        }
    }

    /// <exception cref="EncodingException">Not a strict encoding of the results.</exception>
    public AbiValue DecodeResult(ReadOnlySpan<byte> data) => AbiCodec.Decode(_outputs, data);
}

/// <summary>A contract event; topic 0 is keccak256 of its signature.</summary>
/// <param name="signature">With every parameter, for example <c>Anchored(bytes32,uint64,uint64,bytes32)</c>.</param>
/// <param name="data">The types of the parameters that are not indexed, as a tuple.</param>
internal sealed class AbiEvent(string signature, string data)
{
    private readonly AbiType _data = AbiType.Parse(data);

    public string Signature { get; } = signature;

    public Digest Topic { get; } = Keccak.OfText(signature);

    /// <summary>The types of what is not indexed, as a tuple.</summary>
    public string Data => _data.ToString();

    public AbiValue DecodeData(ReadOnlySpan<byte> data) => AbiCodec.Decode(_data, data);
}
