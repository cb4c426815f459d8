namespace Ledger.Verify.Notes;

/// <summary>A private key that signs notes. Implementations MUST be safe for concurrent use. The key may be outside this process.</summary>
public interface INoteSigner
{
    /// <summary>The public key that verifies the signatures.</summary>
    VerifierKey Key { get; }

    /// <summary>Signs the text of a note, given in UTF-8. Returns 64 bytes (RFC 8032 section 5.1.6).</summary>
    byte[] Sign(ReadOnlySpan<byte> text);
}
