using Ledger.Hosting;

namespace Ledger.Web.Endpoints;

/// <summary>This machine's clock, compared with the chain and with the newest log entry.</summary>
/// <param name="Code">Why no record is issued (LDG3004, LDG3390 to LDG3393). Null if the clock is fine. Status changes never wait for the clock.</param>
/// <param name="DriftSeconds">How far the clock is ahead of the chain's time; negative if it is behind. Null until the chain has shown its time.</param>
/// <param name="EntryAheadSeconds">How far the newest entry is ahead of the trusted time; 0 if it is not ahead.</param>
/// <param name="NewestEntryAt">The time of the newest entry. Null for an empty log.</param>
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
