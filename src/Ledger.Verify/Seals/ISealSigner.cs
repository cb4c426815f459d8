using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// A private key that seals. Implementations MUST be safe for concurrent use and MUST NOT put key material into exceptions.
/// The key itself may live elsewhere (a file, an HSM).
/// </summary>
public interface ISealSigner
{
    SealAlgorithm Algorithm { get; }

    /// <summary>RFC 7638 SHA-256 thumbprint of the public key; its base64url text is the seal's <c>kid</c>.</summary>
    Digest Thumbprint { get; }

    /// <summary>Signs the message itself, not a hash of it. Returns 64 bytes: r ‖ s for ES256, RFC 8032 for Ed25519.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
