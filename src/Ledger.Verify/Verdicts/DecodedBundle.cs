using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>The decoded parts of a well-formed bundle. They are not verified yet.</summary>
internal sealed record DecodedBundle(
    RecordBundle Bundle, SdJwt Record, LogEntry Entry, byte[] EntryText, TlogProof Proof, SignedNote Note, Checkpoint Checkpoint)
{
    /// <summary>The <c>kid</c> of the seal.</summary>
    public required Digest Thumbprint { get; init; }
}
