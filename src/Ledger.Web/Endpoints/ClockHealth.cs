using Ledger.Hosting;

namespace Ledger.Web.Endpoints;

/// <summary>How this machine's clock stands to the chain and to the log's newest entry.</summary>
/// <param name="Code">Why no record is issued (LDG3004, LDG3390 to LDG3393); null when nothing is wrong. Status changes never wait for it.</param>
/// <param name="DriftSeconds">How far the clock is from the chain's time, positive when it is ahead; null while the chain has not shown it.</param>
/// <param name="EntryAheadSeconds">How far the newest entry lies ahead; 0 when it does not.</param>
/// <param name="NewestEntryAt">The newest entry's time; null for an empty log.</param>
internal sealed record ClockHealth(string? Code, double? DriftSeconds, double EntryAheadSeconds, DateTimeOffset? NewestEntryAt)
{
    public static ClockHealth FromDepartment(HostedDepartment department)
    {
        var head = department.Log.Publisher.Published.Head;
        var reading = department.Log.Clock.Read(head.At);
        return new ClockHealth(
            reading.Fault?.Code, reading.Drift is { } drift ? Math.Round(drift.TotalSeconds, 1) : null, Math.Round(reading.EntryAhead.TotalSeconds, 1),
            head.Size == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(head.At));
    }
}
