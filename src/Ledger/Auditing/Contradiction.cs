using System.Collections.Immutable;
using System.Globalization;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Two heads that the same key signed and that contradict each other, with everything needed to see this without the log. For heads of one size the
/// notes are enough. For heads of two sizes it also holds the root that the newer history has at the older size, and the proof.
/// </summary>
/// <param name="Fault"><see cref="AuditFaults.SplitView"/> or <see cref="AuditFaults.Shrank"/>.</param>
/// <param name="Older">The head of the smaller size. For a log that shrank: the head that was seen first.</param>
/// <param name="Newer">The other head.</param>
public sealed record Contradiction(Fault Fault, SignedCheckpoint Older, SignedCheckpoint Newer)
{
    /// <summary>The root at the older head's size, computed from the files of the newer head. Null if there was nothing to compute.</summary>
    public Digest? ComputedRoot { get; init; }

    /// <summary>RFC 9162 section 2.1.4: the proof that the newer head extends <see cref="ComputedRoot"/>.</summary>
    public ImmutableArray<Digest> Proof { get; init; } = [];

    /// <summary>
    /// Whether no honest log can have signed both heads: they have one size and two roots, or the newer head extends another root than the older one
    /// has.
    /// </summary>
    public bool IsProven => Older.Size == Newer.Size
        ? Older.Root != Newer.Root
        : ComputedRoot is { } root && root != Older.Root && ConsistencyProof.Verify(Older.Size, root, Newer.Size, Newer.Root, Proof);

    /// <summary>The two sizes, for a report.</summary>
    public LocalizedText Sizes => new(
        string.Create(CultureInfo.InvariantCulture, $"大小 {Older.Size} 与 {Newer.Size}"),
        string.Create(CultureInfo.InvariantCulture, $"sizes {Older.Size} and {Newer.Size}"));
}
