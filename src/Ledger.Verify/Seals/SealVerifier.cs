using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.Verify.Signatures;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// Verifies signatures of one public key. Safe for concurrent use. Keep the instance, because creating one costs about as much as one verification.
/// </summary>
public abstract class SealVerifier : IDisposable
{
    private SealVerifier(Jwk key) => Key = key;

    /// <summary>The key whose signatures this verifier accepts.</summary>
    public Jwk Key { get; }

    public SealAlgorithm Algorithm => Key.Algorithm;

    public Digest Thumbprint => Key.Thumbprint;

    public static SealVerifier For(Jwk key) => key.Algorithm switch
    {
        SealAlgorithm.Es256 when OperatingSystem.IsBrowser() => new ManagedEs256Verifier(key), // .NET has no ECDsa there.
        SealAlgorithm.Es256 => new Es256Verifier(key),
        SealAlgorithm.Ed25519 => new Ed25519Verifier(key),
        _ => throw new UnreachableException($"No verifier for {key.Algorithm}."),
    };

    /// <summary>
    /// True when <paramref name="signature"/> is a signature of this key over <paramref name="message"/>. False when it is not 64 bytes long.
    /// </summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SealAlgorithmNames.SignatureLength && VerifyExactLength(message, signature);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    protected abstract bool VerifyExactLength(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    private sealed class Es256Verifier(Jwk key) : SealVerifier(key)
    {
        private readonly EcdsaPool _pool = new(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.PublicKey[..32].ToArray(), Y = key.PublicKey[32..].ToArray() },
        });

        protected override bool VerifyExactLength(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            var ecdsa = _pool.Borrow();
            try
            {
                return ecdsa.VerifyData(
                    message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            finally
            {
                _pool.Return(ecdsa);
            }
        }

        protected override void Dispose(bool disposing)
        {
            _pool.Dispose(); // There is no finaliser, so the caller is disposing.
            base.Dispose(disposing);
        }
    }

    private sealed class ManagedEs256Verifier(Jwk key) : SealVerifier(key)
    {
        private readonly P256PublicKey _point = new(key.PublicKey.Span);

        protected override bool VerifyExactLength(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => _point.Verify(message, signature);
    }

    private sealed class Ed25519Verifier(Jwk key) : SealVerifier(key)
    {
        private readonly Ed25519PublicKey _point = Ed25519PublicKey.TryRead(key.PublicKey.Span, out var point)
            ? point
            : throw new UnreachableException("A Jwk holds a valid point.");

        protected override bool VerifyExactLength(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => _point.Verify(message, signature);
    }
}
