namespace Ledger.Auditing;

/// <summary>A file of a log that is due and could not be reached or read. It says nothing about the log.</summary>
/// <param name="Path">The file's path under the log's address.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreadFile(string Path, UnreadReason Reason)
{
    /// <summary>The first entry that it holds or covers; null when that is not known.</summary>
    public long? First { get; init; }

    /// <summary>The last one.</summary>
    public long? Last { get; init; }
}
