using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Verify.Text;

namespace Ledger.Verify.Trees;

/// <summary>
/// A 32-byte hash value. Only hashing and <see cref="TryRead"/> produce one, so every value has the right length. Immutable; thread-safe. The
/// default value is 32 zero bytes; no input is known that hashes to it.
/// </summary>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>The length of every digest, in bytes.</summary>
    public const int Length = 32;

    // A tree hashes many small inputs. Creating a new hash state for each takes a third of the time of one node hash.
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

    /// <summary>True for the default value of 32 zero bytes, which means "no digest" in contract state.</summary>
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

    /// <summary>Reads exactly 32 bytes. Any other length is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        digest = bytes.Length == Length ? new Digest(bytes) : default;
        return bytes.Length == Length;
    }

    /// <summary>Reads what <see cref="ToHex"/> writes, with digits in either case.</summary>
    public static bool TryParseHex(string? text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Length];
        digest = default;
        return text is { Length: 2 + (2 * Length) } && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) is OperationStatus.Done && TryRead(bytes, out digest);
    }

    /// <summary>Reads exactly what <see cref="ToBase64"/> writes.</summary>
    internal static bool TryReadBase64(ReadOnlySpan<char> text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Length + 1]; // One byte more than fits, so that a longer text is detected and refused.
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

    /// <summary>A new array with the 32 bytes.</summary>
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
