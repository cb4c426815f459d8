using System.Security.Cryptography;

namespace Ledger.Verify.Seals;

/// <summary>
/// Provides fresh 128-bit values. It takes many from one call to the random number generator, because the call costs more than the bytes. Use it
/// for one record at a time; <see cref="Begin"/> drops the values that the previous record did not use.
/// </summary>
internal sealed class SaltSource
{
    /// <summary>RFC 9901 section 9.3: at least 128 bits.</summary>
    public const int SaltLength = 16;

    private const int SaltsPerCall = 32;

    private readonly byte[] _bytes = new byte[SaltLength * SaltsPerCall];
    private Action<Span<byte>> _fill = RandomNumberGenerator.Fill;
    private int _used = SaltLength * SaltsPerCall;

    public void Begin(Action<Span<byte>> fill)
    {
        _fill = fill;
        _used = _bytes.Length;
    }

    /// <summary>Returns the next value. It stays valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_used == _bytes.Length)
        {
            _fill(_bytes);
            _used = 0;
        }

        var salt = _bytes.AsSpan(_used, SaltLength);
        _used += SaltLength;
        return salt;
    }
}
