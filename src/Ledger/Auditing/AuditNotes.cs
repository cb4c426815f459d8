namespace Ledger.Auditing;

/// <summary>Collects findings and unreadable files during an audit. Used by one thread at a time.</summary>
internal sealed class AuditNotes
{
    public List<LogFinding> Findings { get; } = [];

    public List<UnreadFile> Unread { get; } = [];

    /// <summary>Waits for a file. If it cannot be read, notes it with the entries that it covers.</summary>
    /// <param name="reading">The pending read.</param>
    /// <param name="first">The index of the first entry in the file.</param>
    /// <param name="last">The index of the last entry in the file.</param>
    public async ValueTask<FileReading> WaitAsync(ValueTask<PublishedFile?> reading, long first, long last)
    {
        try
        {
            return new FileReading(await reading, IsRead: true);
        }
        catch (UnreadFileException problem)
        {
            Unread.Add(problem.File with { First = first, Last = last });
            return new FileReading(null, IsRead: false);
        }
    }
}
