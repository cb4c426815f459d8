using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace Ledger.Keys;

/// <summary>
/// The kinds of private keys of a node; each has 32 secret bytes. The PKCS#8 form contains the public key. A file whose keys do not match is
/// rejected, because the encryption of PKCS#8 does not detect a changed bit. Stateless.
/// </summary>
internal abstract class KeyKind
{
    private readonly AlgorithmIdentifier _algorithm;

    private KeyKind(AlgorithmIdentifier algorithm) => _algorithm = algorithm;

    public static KeyKind Ed25519 { get; } = new Edwards();

    public static KeyKind P256 { get; } = new Weierstrass(X9ObjectIdentifiers.Prime256v1);

    public static KeyKind Secp256k1 { get; } = new Weierstrass(SecObjectIdentifiers.SecP256k1);

    /// <summary>A new key from the system's random source.</summary>
    public abstract KeyOctets Create();

    /// <summary>The public key: 32 bytes for Ed25519, otherwise 0x04 ‖ x ‖ y.</summary>
    public abstract byte[] ComputePublic(KeyOctets secret);

    public abstract PrivateKeyInfo Encode(KeyOctets secret);

    /// <summary>The secret bytes. Null if the key is of another kind or does not match its public key.</summary>
    public KeyOctets? TryDecode(PrivateKeyInfo info)
    {
        var (secret, publicHalf) = info.PrivateKeyAlgorithm.Equals(_algorithm) ? Decode(info) : default;
        return secret is { Length: KeyOctets.Length } && KeyOctets.FromBytes(secret) is var key && IsSecret(key)
            && ComputePublic(key).AsSpan().SequenceEqual(publicHalf?.GetBytes())
            ? key
            : null;
    }

    protected abstract bool IsSecret(KeyOctets key);

    protected abstract (byte[]? Secret, DerBitString? PublicHalf) Decode(PrivateKeyInfo info);

    /// <summary>RFC 8410 section 7, with the public key of RFC 5958 section 2.</summary>
    private sealed class Edwards() : KeyKind(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519))
    {
        public override KeyOctets Create() => KeyOctets.Create();

        public override byte[] ComputePublic(KeyOctets secret)
        {
            var publicKey = new byte[Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.PublicKeySize];
            Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.GeneratePublicKey(secret.AsSpan().ToArray(), 0, publicKey, 0);
            return publicKey;
        }

        public override PrivateKeyInfo Encode(KeyOctets secret) =>
            new(_algorithm, new DerOctetString(secret.AsSpan().ToArray()), attributes: null, ComputePublic(secret));

        protected override bool IsSecret(KeyOctets key) => true;

        protected override (byte[]? Secret, DerBitString? PublicHalf) Decode(PrivateKeyInfo info) =>
            (Asn1OctetString.GetInstance(info.ParsePrivateKey()).GetOctets(), info.PublicKey);
    }

    /// <summary>RFC 5915 section 3.</summary>
    private sealed class Weierstrass(DerObjectIdentifier curve) : KeyKind(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, curve))
    {
        private readonly ECDomainParameters _domain = new(CustomNamedCurves.GetByOid(curve));

        public override KeyOctets Create()
        {
            while (true)
            {
                var candidate = KeyOctets.Create();
                if (IsSecret(candidate))
                {
                    return candidate;
                }
            }
        }

        public override byte[] ComputePublic(KeyOctets secret) =>
            _domain.G.Multiply(new BigInteger(1, secret.AsSpan().ToArray())).Normalize().GetEncoded(compressed: false);

        public override PrivateKeyInfo Encode(KeyOctets secret) => new(_algorithm, new ECPrivateKeyStructure(
            _domain.N.BitLength, new BigInteger(1, secret.AsSpan().ToArray()), new DerBitString(ComputePublic(secret)), parameters: null));

        protected override bool IsSecret(KeyOctets key)
        {
            var scalar = new BigInteger(1, key.AsSpan().ToArray());
            return scalar.SignValue > 0 && scalar.CompareTo(_domain.N) < 0;
        }

        protected override (byte[]? Secret, DerBitString? PublicHalf) Decode(PrivateKeyInfo info)
        {
            var key = ECPrivateKeyStructure.GetInstance(info.ParsePrivateKey());
            return key.GetKey() is { } scalar && scalar.BitLength <= 8 * KeyOctets.Length
                ? (BigIntegers.AsUnsignedByteArray(KeyOctets.Length, scalar), key.PublicKey)
                : default;
        }
    }
}
