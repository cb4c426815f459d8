using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>The result of an audit. Without findings and complete, every entry, every tile and the signed root agree.</summary>
public sealed record LogAuditReport
{
    /// <summary>The audited head. Null if this key did not sign the checkpoint.</summary>
    public SignedCheckpoint? Head { get; init; }

    /// <summary>The findings: first those about the whole log, then those about files in log order. At most a hundred.</summary>
    public required IReadOnlyList<LogFinding> Findings { get; init; }

    /// <summary>The files that could not be read, in log order. At most a hundred.</summary>
    public IReadOnlyList<UnreadFile> Unread { get; init; } = [];

    /// <summary>How much was due and how much was read.</summary>
    public LogAuditCounts Counts { get; init; } = LogAuditCounts.None;

    /// <summary>Whether everything that was due was read. In an incomplete audit, the absence of findings means little.</summary>
    public bool IsComplete => Counts.IsComplete && Unread.Count == 0;

    /// <summary>Whether the files hash to the signed root. A damaged file does not prevent this if a second file holds the right hashes.</summary>
    public bool IsRootConfirmed { get; init; }

    /// <summary>
    /// The root at each requested size. If <see cref="IsRootConfirmed"/> is true, these are roots of the signed history. Otherwise they are only what
    /// the files give.
    /// </summary>
    public IReadOnlyDictionary<long, Digest> RootsAt { get; init; } = new Dictionary<long, Digest>();
}
