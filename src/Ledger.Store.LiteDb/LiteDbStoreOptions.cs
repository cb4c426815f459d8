using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb;

/// <summary>Options of one department's store.</summary>
public sealed record LiteDbStoreOptions
{
    /// <summary>
    /// The department's own folder, with the layout of <see cref="Departments.DepartmentLayout"/>. Created if it is missing. Its public log is read
    /// before the journal is cut.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The log's origin (<c>{host}/{department}/log</c>), 1 to 1000 bytes of UTF-8. Every journal segment contains it, so that the folder of another
    /// log is refused.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>
    /// The size in bytes at which a new segment starts. A single larger batch gets its own segment. Default 64 MiB, range 4 KiB to 1 GiB.
    /// </summary>
    public long SegmentBytes { get; init; } = Segments.DefaultBytes;

    /// <summary>The head in the head lock. A journal with fewer entries is refused. Null if no lock is known.</summary>
    public HeldHead? Held { get; init; }

    /// <summary>Reads every byte of the journal and rebuilds the catalogue in LiteDB. Default false.</summary>
    public bool RebuildsCatalogue { get; init; }

    internal void Ensure()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(Origin);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 4096);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1L << 30);
    }
}
