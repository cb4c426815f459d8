using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>The result of an audit. No findings and complete: every entry, every tile and the signed root agree.</summary>
public sealed record LogAuditReport
{
    /// <summary>The head that was audited; null when the checkpoint is not one this key signed.</summary>
    public SignedCheckpoint? Head { get; init; }

    /// <summary>What is wrong: first what concerns the whole log, then the files in the order of the log. At most a hundred places.</summary>
    public required IReadOnlyList<LogFinding> Findings { get; init; }

    /// <summary>What is due and could not be read, in the order of the log. At most a hundred files.</summary>
    public IReadOnlyList<UnreadFile> Unread { get; init; } = [];

    /// <summary>How much was due and how much was done.</summary>
    public LogAuditCounts Counts { get; init; } = LogAuditCounts.None;

    /// <summary>Whether all that was due was read. Without it, no findings mean little.</summary>
    public bool IsComplete => Counts.IsComplete && Unread.Count == 0;

    /// <summary>Whether the files hash to the signed root, as far as one damaged file beside another that is right allows to say.</summary>
    public bool IsRootConfirmed { get; init; }

    /// <summary>
    /// The root at each size that was asked for. Where <see cref="IsRootConfirmed"/> holds these are the roots of the history that was
    /// signed; else they are only what the files give.
    /// </summary>
    public IReadOnlyDictionary<long, Digest> RootsAt { get; init; } = new Dictionary<long, Digest>();
}
