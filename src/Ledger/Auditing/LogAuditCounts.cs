using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>How much of a log was due to be read, and how much was. A file that the log does not have is read: that is a finding.</summary>
/// <param name="EntriesDue">The entries of the signed head.</param>
/// <param name="EntriesDone">The entries that were read and hashed.</param>
/// <param name="FilesDue">The files of entries and tiles of the signed head.</param>
/// <param name="FilesDone">The files that were read and compared.</param>
public sealed record LogAuditCounts(long EntriesDue, long EntriesDone, long FilesDue, long FilesDone)
{
    /// <summary>No head, so nothing that was due.</summary>
    public static LogAuditCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>All of a log of this size was due, and nothing was done.</summary>
    public static LogAuditCounts NothingOf(long size) => new(size, 0, TileSpan.CountFiles(size), 0);

    /// <summary>The entries that were due and not read.</summary>
    public long EntriesMissing => EntriesDue - EntriesDone;

    /// <summary>The files that were due and not read.</summary>
    public long FilesMissing => FilesDue - FilesDone;

    /// <summary>Whether all that was due was done.</summary>
    public bool IsComplete => EntriesMissing == 0 && FilesMissing == 0;
}
