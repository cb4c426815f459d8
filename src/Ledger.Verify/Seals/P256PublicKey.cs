using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Ledger.Verify.Seals;

/// <summary>
/// A P-256 public key whose ES256 signatures are verified without the cryptography of the operating system, which a browser does not have. It is slower
/// than that of .NET, so other platforms do not use it. Immutable; safe for concurrent use.
/// </summary>
internal sealed class P256PublicKey
{
    private const int Half = 32;
    private static readonly ECDomainParameters Domain = ReadDomain();
    private readonly ECPublicKeyParameters _key;

    /// <param name="publicKey">x ‖ y, a point on the curve.</param>
    public P256PublicKey(ReadOnlySpan<byte> publicKey) => _key = new ECPublicKeyParameters(
        Domain.Curve.CreatePoint(Read(publicKey[..Half]), Read(publicKey[Half..])), Domain);

    /// <summary>Whether <paramref name="signature"/>, r ‖ s in 64 bytes (RFC 7518 section 3.4), is a signature over <paramref name="message"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var signer = new ECDsaSigner(); // It holds state, so each call has its own.
        signer.Init(false, _key);
        return signer.VerifySignature(SHA256.HashData(message), Read(signature[..Half]), Read(signature[Half..]));
    }

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(1, bytes);

    private static ECDomainParameters ReadDomain() =>
        new(CustomNamedCurves.GetByOid(X9ObjectIdentifiers.Prime256v1) ?? throw new System.Diagnostics.UnreachableException("BouncyCastle has P-256."));
}
