using System.Buffers;
using System.Diagnostics;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;

namespace Ledger.Consortium;

/// <summary>
/// The public key of a chain node: a point of secp256k1, x ‖ y. It is the id of the node in its enode address. The last 20 bytes of its hash are
/// the address of a validator.
/// </summary>
public readonly record struct NodePublicKey
{
    private const int Digits = 128;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private NodePublicKey(string text, ChainAddress address)
    {
        _text = text;
        Address = address;
    }

    /// <summary>The last 20 bytes of keccak256(x ‖ y).</summary>
    public ChainAddress Address { get; }

    /// <summary>Reads 128 lower-case hexadecimal digits, with or without <c>0x</c>, that encode a point of the curve.</summary>
    public static bool TryParse(string? text, out NodePublicKey key)
    {
        key = default;
        var digits = text is not null && text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        if (digits is not { Length: Digits } || digits.AsSpan().ContainsAnyExcept(LowerHex)
            || Convert.FromHexString(digits) is var bytes && !ChainPublicKey.IsPoint(bytes))
        {
            return false;
        }

        key = new NodePublicKey(digits, ChainPublicKey.AddressOf(bytes));
        return true;
    }

    /// <summary>128 hexadecimal digits without <c>0x</c>, as in an enode address.</summary>
    public override string ToString() => _text ?? throw new UnreachableException("The node key was never set.");
}
