using Ledger.Log;

namespace Ledger.Web.Settings;

/// <summary>How wrong this machine's clock may be before the node stops issuing records. Status changes never wait for the clock.</summary>
internal sealed class ClockOptions
{
    public const string Section = SettingsServices.Root + ":Clock";

    /// <summary>
    /// How many seconds the clock may be before or after the chain's time. If this exceeds what verification allows between the times of a record and its
    /// block, the node issues records that do not verify.
    /// </summary>
    [SettingRange(5, 3600, ErrorMessage = "Ledger:Clock:ToleranceSeconds is not between 5 and 3600.")]
    public double ToleranceSeconds { get; set; } = 120;

    /// <summary>How many days the clock may be ahead of the newest log entry while the chain has not answered since the start.</summary>
    [SettingRange(1.0, 3650.0, ErrorMessage = "Ledger:Clock:LongestIdleDays is not between 1 and 3650.")]
    public double LongestIdleDays { get; set; } = 30;

    /// <summary>
    /// The time when an operator compared this clock with a trusted one. It counts for one hour at the start. Use it when the chain makes no blocks and so
    /// cannot confirm the clock. It does not confirm a clock that is more than an hour away from it.
    /// </summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>
    /// Lets the node issue records although the time of the newest log entry is in the future, up to this time. The records get the time of that entry.
    /// Counts only while the chain confirms the clock.
    /// </summary>
    public DateTimeOffset? AcceptEntriesUntil { get; set; }

    public ClockBounds ToBounds() => new()
    {
        Tolerance = TimeSpan.FromSeconds(ToleranceSeconds),
        LongestIdle = TimeSpan.FromDays(LongestIdleDays),
        ConfirmedAt = ConfirmedAt,
        AcceptEntriesUntil = AcceptEntriesUntil,
    };
}
