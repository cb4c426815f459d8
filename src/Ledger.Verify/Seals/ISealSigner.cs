using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// A private key that seals. Implementations MUST be safe for concurrent use and MUST NOT put key material into exceptions. The key may be outside
/// this process (a file, an HSM).
/// </summary>
public interface ISealSigner
{
    SealAlgorithm Algorithm { get; }

    /// <summary>The RFC 7638 SHA-256 thumbprint of the public key. Its base64url text is the <c>kid</c> of the seal.</summary>
    Digest Thumbprint { get; }

    /// <summary>Signs the message itself, not a hash of it. Returns 64 bytes: r ‖ s for ES256, the signature of RFC 8032 for Ed25519.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
