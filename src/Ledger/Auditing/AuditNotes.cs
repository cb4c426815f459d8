namespace Ledger.Auditing;

/// <summary>What an audit notes on its way: what is wrong, and what could not be read. Used by one thread at a time.</summary>
internal sealed class AuditNotes
{
    public List<LogFinding> Findings { get; } = [];

    public List<UnreadFile> Unread { get; } = [];

    /// <summary>Waits for a file. One that cannot be read is noted with the entries it covers.</summary>
    /// <param name="reading">The file on its way.</param>
    /// <param name="first">The first entry it covers.</param>
    /// <param name="last">The last one.</param>
    public async ValueTask<Reading> TakeAsync(ValueTask<FoundFile?> reading, long first, long last)
    {
        try
        {
            return new Reading(await reading, IsRead: true);
        }
        catch (UnreadFileException problem)
        {
            Unread.Add(problem.File with { First = first, Last = last });
            return new Reading(null, IsRead: false);
        }
    }
}
