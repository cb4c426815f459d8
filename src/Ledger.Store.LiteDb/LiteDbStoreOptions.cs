using Ledger.Log;

namespace Ledger.Store.LiteDb;

/// <summary>Where one department's log lies on disk and how it is kept.</summary>
public sealed record LiteDbStoreOptions
{
    /// <summary>
    /// The department's own folder, laid out as <see cref="Departments.DepartmentLayout"/> says. Made when missing. Its public log is read
    /// before anything is cut from the journal.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The log's origin (<c>{host}/{department}/log</c>), 1 to 1000 bytes of UTF-8. Written into every journal segment, so that a
    /// folder which belongs to another log is refused.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>
    /// The size in bytes at which the journal goes on in a new segment. A single batch that is larger gets a segment of its own.
    /// Default 64 MiB, from 4 KiB to 1 GiB.
    /// </summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The head that the log's lock holds: a journal with fewer entries is refused. Null when no lock is known.</summary>
    public HeldHead? Held { get; init; }

    /// <summary>Reads the whole journal, every byte of it, and makes the catalogue in LiteDB anew. Default false.</summary>
    public bool RebuildsCatalogue { get; init; }

    internal void Ensure()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(Origin);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 4096);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1L << 30);
    }
}
