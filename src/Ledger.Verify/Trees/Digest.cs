using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Verify.Text;

namespace Ledger.Verify.Trees;

/// <summary>
/// A 32-byte hash value. The only ways in are hashing and <see cref="TryRead"/>, so a value that exists has the right length.
/// Immutable; safe for use from any thread. The default value is 32 zero bytes, which no hash in this system is known to produce.
/// </summary>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>The length in bytes of every digest.</summary>
    public const int Length = 32;

    // Trees are made of small hashes: to make the state anew for each costs a third of a hash over two digests.
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>True for the 32 zero bytes of the default value: "no digest" in contract state.</summary>
    public bool IsZero => (_a | _b | _c | _d) == 0;

    /// <summary>SHA-256 (FIPS 180-4) of <paramref name="data"/>.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Length];
        var sha = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(data);
        sha.GetHashAndReset(hash);
        return new Digest(hash);
    }

    /// <summary>Reads exactly 32 bytes; any other length is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        digest = bytes.Length == Length ? new Digest(bytes) : default;
        return bytes.Length == Length;
    }

    /// <summary>Reads what <see cref="ToHex"/> writes, its digits in either case, and nothing else.</summary>
    public static bool TryParseHex(string? text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Length];
        digest = default;
        return text is { Length: 2 + (2 * Length) } && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) is OperationStatus.Done && TryRead(bytes, out digest);
    }

    /// <summary>Reads what <see cref="ToBase64"/> writes and nothing else.</summary>
    internal static bool TryReadBase64(ReadOnlySpan<char> text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Length + 1]; // Room for one too many, which is then refused.
        digest = default;
        return Base64.TryDecode(text, bytes, out var written) && TryRead(bytes[..written], out digest);
    }

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException("A digest needs 32 bytes.", nameof(destination));
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>A fresh array with the 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard base64 with padding, 44 characters, as in C2SP notes and proofs.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Lower-case hexadecimal with <c>0x</c>, 66 characters, as on an Ethereum-compatible chain.</summary>
    public string ToHex() => "0x" + Convert.ToHexStringLower(ToArray());

    public bool Equals(Digest other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    /// <summary>The same text as <see cref="ToHex"/>.</summary>
    public override string ToString() => ToHex();

    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);
}
