using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Signatures;
using Ledger.Verify.Text;

namespace Ledger.Verify.Notes;

/// <summary>The public key of a note signer, written <c>name+hash+base64</c> (C2SP signed-note, signature type 0x01, Ed25519). Immutable.</summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    /// <summary>The signature type of Ed25519 (RFC 8032) over the note's text.</summary>
    internal const byte Ed25519Type = 0x01;

    private const int MaxText = 1024;

    private readonly Ed25519PublicKey _point;

    private VerifierKey(string name, ReadOnlySpan<byte> publicKey, Ed25519PublicKey point)
    {
        Name = name;
        PublicKey = [.. publicKey];
        Id = ComputeId(name, publicKey);
        _point = point;
    }

    /// <summary>The name of the signer. For a log this is the origin.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). They hint at the key that signed and prove nothing.</summary>
    public uint Id { get; }

    /// <summary>32 bytes (RFC 8032 section 5.1.5).</summary>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>Makes a key from its parts.</summary>
    /// <exception cref="ArgumentException">The name is not a valid key name, or the key is not 32 bytes that encode a point of the curve.</exception>
    public static VerifierKey Ed25519(string name, ReadOnlySpan<byte> publicKey) => TryEd25519(name, publicKey, out var key)
        ? key
        : throw new ArgumentException("A note key has a name without white space and plus sign, and a point of the curve in 32 bytes.", nameof(publicKey));

    /// <summary>Makes a key from its parts. Returns false when the parts are not valid.</summary>
    public static bool TryEd25519(string name, ReadOnlySpan<byte> publicKey, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = IsName(name) && Ed25519PublicKey.TryRead(publicKey, out var point) ? new VerifierKey(name, publicKey, point) : null;
        return key is not null;
    }

    /// <summary>Reads exactly what <see cref="ToString"/> writes. The hash must match the name and the key.</summary>
    public static bool TryParse(string? vkey, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        if (vkey is null || vkey.Length > MaxText || vkey.Split('+', 3) is not [var name, var hash, var base64])
        {
            return false;
        }

        if (!Base64.TryDecode(base64, out var bytes) || bytes is not [Ed25519Type, ..] || !TryEd25519(name, bytes.AsSpan(1), out var read))
        {
            return false;
        }

        key = string.Equals(hash, read.Id.ToString("x8", CultureInfo.InvariantCulture), StringComparison.Ordinal) ? read : null;
        return key is not null;
    }

    /// <summary>Whether this key signed the text (RFC 8032 section 5.1.7, without the cofactor).</summary>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => _point.Verify(text, signature);

    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Type, .. PublicKey])}");

    internal static bool IsName(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is '+' or 0xFFFD)
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static uint ComputeId(string name, ReadOnlySpan<byte> publicKey)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(text));
    }
}
