using Ledger.Verify.Trees;

namespace Ledger.Verify.Packed;

/// <summary>
/// Reads the binary part of a packed bundle. When bytes are missing, every value is zero and <see cref="IsGood"/> is false from then on, so that the
/// caller asks once, at the end.
/// </summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxShift = 56; // Nine bytes of seven bits: every long that is not negative.

    private ReadOnlySpan<byte> _rest = bytes;
    private bool _isShort;

    /// <summary>Whether nothing was missing so far.</summary>
    public readonly bool IsGood => !_isShort;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Bytes(1) is [var value] ? value : (byte)0;

    /// <returns>The bytes. Empty when there are not so many.</returns>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length)
        {
            _isShort = true;
            _rest = [];
            return [];
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public Digest Digest() => Trees.Digest.TryRead(Bytes(Trees.Digest.Length), out var digest) ? digest : default;

    public long Number()
    {
        var value = 0L;
        for (var shift = 0; shift <= MaxShift; shift += 7)
        {
            var next = Byte();
            value |= (long)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return value;
            }
        }

        _isShort = true;
        return 0;
    }
}
