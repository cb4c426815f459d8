using System.ComponentModel.DataAnnotations;
using Ledger.Log;

namespace Ledger.Web.Settings;

/// <summary>How far this machine's clock may be off before no record is issued. Status changes never wait for it.</summary>
public sealed class ClockSettings
{
    /// <summary>
    /// How many seconds the clock may be before or after the chain's time. Not more than what verification allows between a record's times and its block,
    /// or records are issued that do not verify.
    /// </summary>
    [Range(5.0, 3600.0, ErrorMessage = "Ledger:Clock:ToleranceSeconds is not between 5 and 3600.")]
    public double ToleranceSeconds { get; set; } = 120;

    /// <summary>How many days after a log's newest entry the clock may be while the chain has not answered since the start.</summary>
    [Range(1.0, 3650.0, ErrorMessage = "Ledger:Clock:LongestIdleDays is not between 1 and 3650.")]
    public double LongestIdleDays { get; set; } = 30;

    /// <summary>
    /// When an operator compared this clock with a trusted one. It counts for an hour at the start, for a chain that stands still and so confirms nothing;
    /// a clock that is more than an hour from it is not confirmed by it.
    /// </summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>
    /// An operator's word that a log's newest entry lies ahead, up to this time, and that records shall be issued all the same, with that entry's time.
    /// Counts only while the chain confirms the clock.
    /// </summary>
    public DateTimeOffset? AcceptEntriesUntil { get; set; }

    internal ClockBounds ToBounds() => new()
    {
        Tolerance = TimeSpan.FromSeconds(ToleranceSeconds),
        LongestIdle = TimeSpan.FromDays(LongestIdleDays),
        ConfirmedAt = ConfirmedAt,
        AcceptEntriesUntil = AcceptEntriesUntil,
    };
}
