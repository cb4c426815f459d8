using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>
/// How much of a log had to be read, and how much was read. A file that is missing in the log counts as read, because it is a finding.
/// </summary>
/// <param name="EntriesDue">The entries of the signed head.</param>
/// <param name="EntriesDone">The entries that were read and hashed.</param>
/// <param name="FilesDue">The entry bundles and tiles of the signed head.</param>
/// <param name="FilesDone">The files that were read and compared.</param>
public sealed record LogAuditCounts(long EntriesDue, long EntriesDone, long FilesDue, long FilesDone)
{
    /// <summary>The counts without a head: nothing is due.</summary>
    public static LogAuditCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>The counts before the audit of a log of this size.</summary>
    public static LogAuditCounts BeforeReading(long size) => new(size, 0, TileSpan.CountFiles(size), 0);

    /// <summary>The entries that were due but not read.</summary>
    public long EntriesMissing => EntriesDue - EntriesDone;

    /// <summary>The files that were due but not read.</summary>
    public long FilesMissing => FilesDue - FilesDone;

    /// <summary>Whether everything that was due was read.</summary>
    public bool IsComplete => EntriesMissing == 0 && FilesMissing == 0;
}
