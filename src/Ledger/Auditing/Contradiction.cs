using System.Collections.Immutable;
using System.Globalization;
using Ledger.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Two heads that one key has signed and that do not go together. Everything somebody else needs to see it without the log: for heads of
/// one size the notes alone; for heads of two sizes also the root that the newer head's history has at the older size, with the proof.
/// </summary>
/// <param name="Fault"><see cref="AuditFaults.SplitView"/> or <see cref="AuditFaults.Shrank"/>.</param>
/// <param name="Older">The head of the smaller size, or, for a log that shrank, the one that was seen first.</param>
/// <param name="Newer">The other.</param>
public sealed record Contradiction(Fault Fault, SignedCheckpoint Older, SignedCheckpoint Newer)
{
    /// <summary>The root that the files of the newer head give at the older head's size; null where there was nothing to compute.</summary>
    public Digest? ComputedRoot { get; init; }

    /// <summary>RFC 9162 section 2.1.4: that <see cref="ComputedRoot"/> is what the newer head extends.</summary>
    public ImmutableArray<Digest> Proof { get; init; } = [];

    /// <summary>
    /// Whether no honest log can have signed both: one size and two roots, or a newer head that extends another root than the older one.
    /// </summary>
    public bool IsProven => Older.Size == Newer.Size
        ? Older.Root != Newer.Root
        : ComputedRoot is { } root && root != Older.Root && ConsistencyProof.Verify(Older.Size, root, Newer.Size, Newer.Root, Proof);

    /// <summary>The two sizes, for a report.</summary>
    public LocalizedText Sizes => new(
        string.Create(CultureInfo.InvariantCulture, $"大小 {Older.Size} 与 {Newer.Size}"),
        string.Create(CultureInfo.InvariantCulture, $"sizes {Older.Size} and {Newer.Size}"));
}
