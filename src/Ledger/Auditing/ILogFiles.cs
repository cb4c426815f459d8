namespace Ledger.Auditing;

/// <summary>
/// The files of a public log (C2SP tlog-tiles), ours or a foreign one. Several threads call it at once. An implementation MUST throw on an outage: an
/// outage must not look like a missing file.
/// </summary>
public interface ILogFiles
{
    /// <summary>
    /// Reads a file by its path under the log's URL, such as <c>checkpoint</c> or <c>tile/0/x001/234.p/5</c>. Null if the log says that it has no
    /// such file. A file larger than any valid file may be cut off after <see cref="MaxFile"/> bytes.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>The widths of all partial files of a full file, including old ones that were not removed. Empty if files cannot be listed.</summary>
    IEnumerable<int> PartialWidths(string fullPath);

    /// <summary>One byte more than the largest file: 256 entries of 65,535 bytes, each with its length.</summary>
    const int MaxFile = (256 * (65_535 + 2)) + 1;
}
