using System.Buffers;

namespace Ledger.Verify.Chain;

/// <summary>A 20-byte account or contract address, as <c>0x</c> and 40 lower-case hexadecimal digits: always 42 characters.</summary>
public readonly record struct ChainAddress
{
    /// <summary>The length of an address, in bytes.</summary>
    public const int Length = 20;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private ChainAddress(string text) => _text = text;

    /// <summary>Reads exactly <c>0x</c> and 40 lower-case hexadecimal digits. Upper-case digits, and so checksummed addresses, are refused.</summary>
    public static bool TryParse(string? text, out ChainAddress address)
    {
        var ok = text is { Length: 42 } && text.StartsWith("0x", StringComparison.Ordinal)
            && !text.AsSpan(2).ContainsAnyExcept(LowerHex);
        address = ok ? new ChainAddress(text!) : default;
        return ok;
    }

    /// <summary>Reads exactly 20 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ChainAddress address)
    {
        address = bytes.Length == Length ? new ChainAddress("0x" + Convert.ToHexStringLower(bytes)) : default;
        return bytes.Length == Length;
    }

    /// <summary>The 20 bytes.</summary>
    public byte[] ToArray() => Convert.FromHexString(ToString().AsSpan(2));

    public bool IsZero => _text is null || !_text.AsSpan(2).ContainsAnyExcept('0');

    public override string ToString() => _text ?? "0x0000000000000000000000000000000000000000";
}
