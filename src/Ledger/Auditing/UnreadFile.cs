using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>A file of a log that had to be read but could not be reached or read. It says nothing about the log.</summary>
/// <param name="Path">The file's path under the log's address.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">What was found instead, or where.</param>
public sealed record UnreadFile(string Path, Fault Fault, string Detail)
{
    /// <summary>The index of the first entry that it covers. Null if unknown.</summary>
    public long? First { get; init; }

    /// <summary>The index of the last entry that it covers. Null if unknown.</summary>
    public long? Last { get; init; }
}
