using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Ledger.Verify.Notes;

/// <summary>An Ed25519 note key held in this process. Safe for concurrent use.</summary>
public sealed class Ed25519NoteSigner : INoteSigner
{
    private readonly byte[] _privateKey;

    /// <param name="name">The name of the signer. For a log this is the origin.</param>
    /// <param name="privateKey32">The 32-byte private key (RFC 8032 section 5.1.5), often called the seed.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long, or the name is not a valid key name.</exception>
    public Ed25519NoteSigner(string name, ReadOnlySpan<byte> privateKey32)
    {
        if (privateKey32.Length != Ed25519.SecretKeySize)
        {
            throw new ArgumentException("An Ed25519 private key has 32 bytes.", nameof(privateKey32));
        }

        _privateKey = privateKey32.ToArray();
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_privateKey, 0, publicKey, 0);
        Key = VerifierKey.Ed25519(name, publicKey);
    }

    public VerifierKey Key { get; }

    public byte[] Sign(ReadOnlySpan<byte> text)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_privateKey, 0, Key.PublicKey.ToArray(), 0, null, text.ToArray(), 0, text.Length, signature, 0);
        return signature;
    }
}
