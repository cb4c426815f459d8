namespace Ledger.Verify.Notes;

/// <summary>A private note key. Implementations MUST be safe for concurrent use; the key may live elsewhere.</summary>
public interface INoteSigner
{
    /// <summary>With what the signatures are verified.</summary>
    VerifierKey Key { get; }

    /// <summary>Signs the note's text in UTF-8; 64 bytes (RFC 8032 section 5.1.6).</summary>
    byte[] Sign(ReadOnlySpan<byte> text);
}
