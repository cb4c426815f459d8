namespace Ledger.Auditing;

/// <summary>
/// The files of one public log (C2SP tlog-tiles), ours or anybody's. Calls come from several threads at once. An outage is an exception
/// and never an answer: it must not look like a file that is missing.
/// </summary>
public interface ILogFiles
{
    /// <summary>
    /// A file by its path under the log's address, such as <c>checkpoint</c> or <c>tile/0/x001/234.p/5</c>; null when the log says that
    /// it has none. A file that is larger than any file of a log may be cut off after <see cref="MaxFile"/> bytes.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// The widths of the partial files beside a full one, those of today and older ones that nobody has removed. Empty where files
    /// cannot be listed.
    /// </summary>
    IEnumerable<int> PartialWidths(string fullPath);

    /// <summary>One byte more than the largest file: 256 entries of 65,535 bytes, each after its length.</summary>
    const int MaxFile = (256 * (65_535 + 2)) + 1;
}
