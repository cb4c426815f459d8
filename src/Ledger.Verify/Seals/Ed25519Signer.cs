using System.Security.Cryptography;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Ledger.Verify.Seals;

/// <summary>Seals with an Ed25519 private key held in this process (RFC 8032 section 5.1). Safe for concurrent use.</summary>
public sealed class Ed25519Signer : ISealSigner
{
    private readonly Ed25519PrivateKeyParameters _key;

    /// <param name="seed">The 32-byte private key of RFC 8032.</param>
    /// <exception cref="ArgumentException">The seed is not 32 bytes long.</exception>
    public Ed25519Signer(ReadOnlySpan<byte> seed)
    {
        _key = new Ed25519PrivateKeyParameters(seed); // It refuses another length.
        PublicKey = Jwk.FromRaw(SealAlgorithm.Ed25519, _key.GeneratePublicKey().GetEncoded());
    }

    public SealAlgorithm Algorithm => SealAlgorithm.Ed25519;

    public Digest Thumbprint => PublicKey.Thumbprint;

    public Jwk PublicKey { get; }

    /// <summary>Makes a signer with a new key from the random number generator of the system.</summary>
    public static Ed25519Signer Generate()
    {
        Span<byte> seed = stackalloc byte[Ed25519PrivateKeyParameters.KeySize];
        RandomNumberGenerator.Fill(seed);
        var signer = new Ed25519Signer(seed);
        CryptographicOperations.ZeroMemory(seed);
        return signer;
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var text = message.ToArray();
        var signature = new byte[SealAlgorithmNames.SignatureLength];
        _key.Sign(Ed25519.Algorithm.Ed25519, null, text, 0, text.Length, signature, 0);
        return signature;
    }
}
