using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>One line of the list of who looked.</summary>
/// <param name="Entry">The entry of the read.</param>
/// <param name="Level">Its proof level.</param>
/// <param name="Proof">The proof that the log has it.</param>
public sealed record DisclosureLine(StoredEntry Entry, ProofLevel Level, EntryProof Proof)
{
    /// <summary>Who read what and why. Null while the law withholds it, and for a read whose content was lost with a machine.</summary>
    public Disclosure? Disclosure { get; init; }

    /// <summary>The text and the salt that the entry commits to, for the resident's own proof. Null for auditors and for a line that is withheld.</summary>
    public LoggedDisclosure? Committed { get; init; }

    /// <summary>The day (UTC) from which the line is shown. Null if it is shown.</summary>
    public DateOnly? WithheldUntil { get; init; }

    /// <summary>The law that withholds the line.</summary>
    public LocalizedText? WithheldBy { get; init; }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"DisclosureLine {Entry.Index}";
}
