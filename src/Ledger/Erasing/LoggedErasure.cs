using Ledger.Log;

namespace Ledger.Erasing;

/// <summary>A certificate of erasure as the log has it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Certificate">What it states. Null if its content was lost with a machine.</param>
/// <param name="Salt">The salt of the commitment. Null with the content.</param>
/// <param name="Text">The text that the entry commits to. Null with the content.</param>
public sealed record LoggedErasure(StoredEntry Entry, ErasureCertificate? Certificate, byte[]? Salt, string? Text);
