using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Ledger.Verify.Signatures;

/// <summary>
/// An Ed25519 public key (RFC 8032 section 5.1). All Ed25519 verification of this library happens here, for notes and for seals. Immutable; safe
/// for concurrent use.
/// </summary>
/// <remarks>
/// A signature is valid when the encoding of S·B − k·A equals R (RFC 8032 section 5.1.7 without the cofactor), as in Go and OpenSSL. BouncyCastle
/// multiplies that equation by the cofactor 8, so it also accepts signatures that others reject. One more check removes the difference:
/// <list type="number">
/// <item>BouncyCastle accepts: S is below L, and D = S·B − k·A − R has an order that divides 8.</item>
/// <item>A is in the subgroup of B, whose order L is an odd prime; <see cref="TryRead"/> accepts no other key. So S·B − k·A is in it too.</item>
/// <item>If R is in that subgroup, so is D. The only point there whose order divides 8 is the neutral point, so R = S·B − k·A.</item>
/// <item>If R = S·B − k·A, then R is in the subgroup. So the check rejects no signature that satisfies the equation, except one with a neutral R.</item>
/// </list>
/// <see cref="Ed25519.ValidatePublicKeyFull(ReadOnlySpan{byte})"/> checks exactly this: the point has its canonical encoding, is in the subgroup
/// and is not neutral. A neutral R needs a nonce of zero, which would reveal the private key, so no signer produces it.
/// </remarks>
internal sealed class Ed25519PublicKey
{
    private const int Length = 32;
    private const int SignatureLength = 64;

    private readonly Ed25519.PublicPoint _point;

    private Ed25519PublicKey(Ed25519.PublicPoint point) => _point = point;

    /// <summary>
    /// Reads a key from its 32 bytes. Returns false for a non-canonical encoding and for a point that is not in the prime-order subgroup.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Ed25519PublicKey? key)
    {
        var point = bytes.Length == Length ? Ed25519.ValidatePublicKeyFullExport(bytes) : null;
        key = point is null ? null : new Ed25519PublicKey(point);
        return key is not null;
    }

    /// <summary>Whether <see cref="TryRead"/> accepts the bytes.</summary>
    public static bool IsKey(ReadOnlySpan<byte> bytes) => bytes.Length == Length && Ed25519.ValidatePublicKeyFull(bytes);

    /// <summary>Whether this key signed the message. False for a signature that is not 64 bytes long.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureLength
        && Ed25519.Verify(signature, _point, message)
        && Ed25519.ValidatePublicKeyFull(signature[..Length]); // R is the first half. It is encoded like a key.
}
