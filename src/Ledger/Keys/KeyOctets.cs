using System.Diagnostics;
using System.Security.Cryptography;

namespace Ledger.Keys;

/// <summary>
/// A secret key of 32 bytes: a data key, a private key or a derived secret. Copies of the value share the bytes, so <see cref="Clear"/> clears all of
/// them. Equality takes the same time for every content. Nothing prints the bytes. Safe for use from any thread until it is cleared.
/// </summary>
[DebuggerDisplay("32 secret bytes")]
public readonly struct KeyOctets : IEquatable<KeyOctets>
{
    /// <summary>The length in bytes of every key.</summary>
    public const int Length = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[]? _octets;

    private KeyOctets(byte[] octets) => _octets = octets;

    /// <summary>A new key from the system's random source.</summary>
    public static KeyOctets Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Copies exactly 32 bytes. The caller clears its own array.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public static KeyOctets FromBytes(ReadOnlySpan<byte> octets) =>
        octets.Length == Length ? new(octets.ToArray()) : throw new ArgumentException("A key has 32 bytes.", nameof(octets));

    public static bool operator ==(KeyOctets left, KeyOctets right) => left.Equals(right);

    public static bool operator !=(KeyOctets left, KeyOctets right) => !left.Equals(right);

    /// <summary>The bytes, for the algorithm that needs them.</summary>
    /// <exception cref="InvalidOperationException">The value is the default, which is not a key.</exception>
    public ReadOnlySpan<byte> AsSpan() => _octets ?? throw new InvalidOperationException("The default value is not a key.");

    /// <summary>Overwrites the bytes with zeros, in every copy of this value.</summary>
    public void Clear() => CryptographicOperations.ZeroMemory(_octets);

    public bool Equals(KeyOctets other) => CryptographicOperations.FixedTimeEquals(_octets, other._octets);

    public override bool Equals(object? obj) => obj is KeyOctets other && Equals(other);

    /// <summary>Equal for all keys, because a hash would reveal something about the bytes.</summary>
    public override int GetHashCode() => Length;

    public override string ToString() => "32 secret bytes";

    /// <summary>Takes ownership of an array without a copy. The caller must not keep it.</summary>
    internal static KeyOctets Own(byte[] octets)
    {
        Debug.Assert(octets.Length == Length, "A key has 32 bytes.");
        return new(octets);
    }
}
