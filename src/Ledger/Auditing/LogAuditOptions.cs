namespace Ledger.Auditing;

/// <summary>What an audit shall do besides.</summary>
public sealed record LogAuditOptions
{
    /// <summary>Sizes at which the root is wanted, in any order; those above the log's size stay without answer.</summary>
    public IReadOnlyCollection<long> RootsAt { get; init; } = [];

    /// <summary>
    /// Sees the entries in order. A file of entries that cannot be read is left out, so <see cref="PassedEntries.First"/> may jump.
    /// </summary>
    public Func<PassedEntries, CancellationToken, ValueTask>? Visit { get; init; }

    /// <summary>
    /// Says why a file could not be read when the port threw this; null when it is something else, which ends the audit. Without it every
    /// exception does.
    /// </summary>
    public Func<Exception, UnreadReason?>? Recognise { get; init; }

    /// <summary>Hears how many entries of how many are done.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>How many files of entries are read and hashed at once; each may hold 16 MiB. Default 8, range 1 to 64.</summary>
    public int ReadAhead { get; init; } = 8;
}
