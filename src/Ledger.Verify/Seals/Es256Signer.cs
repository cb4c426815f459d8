using System.Security.Cryptography;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>Seals with a P-256 private key held in this process. Safe for concurrent use.</summary>
public sealed class Es256Signer : ISealSigner, IDisposable
{
    private readonly EcdsaPool _pool;

    /// <param name="key">A P-256 key with its private part <c>D</c> and public point <c>Q</c>.</param>
    /// <exception cref="ArgumentException">The key is not a P-256 private key with both parts.</exception>
    /// <exception cref="CryptographicException">The two parts do not belong to one key.</exception>
    public Es256Signer(ECParameters key)
    {
        if (key is not { D: not null, Q: { X: not null, Y: not null } } || key.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
        {
            throw new ArgumentException("A P-256 private key with its public point is needed.", nameof(key));
        }

        PublicKey = Jwk.FromRaw(SealAlgorithm.Es256, [.. key.Q.X, .. key.Q.Y]);
        _pool = new EcdsaPool(key);
    }

    public SealAlgorithm Algorithm => SealAlgorithm.Es256;

    public Digest Thumbprint => PublicKey.Thumbprint;

    public Jwk PublicKey { get; }

    /// <summary>Makes a signer with a new key from the random number generator of the system.</summary>
    public static Es256Signer Generate()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Es256Signer(ecdsa.ExportParameters(includePrivateParameters: true));
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var ecdsa = _pool.Borrow();
        try
        {
            return ecdsa.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            _pool.Return(ecdsa);
        }
    }

    public void Dispose() => _pool.Dispose();
}
