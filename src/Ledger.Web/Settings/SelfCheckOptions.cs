namespace Ledger.Web.Settings;

/// <summary>How often and how fast a node checks its own logs.</summary>
internal sealed class SelfCheckOptions
{
    public const string Section = SettingsServices.Root + ":SelfCheck";

    /// <summary>The time between two checks.</summary>
    [SettingRange(0.001, 8760, ErrorMessage = "Ledger:SelfCheck:IntervalHours is not between 0.001 and 8760.")]
    public double IntervalHours { get; set; } = 24;

    /// <summary>The time from the start of the node to its first check.</summary>
    [SettingRange(0, 86400, ErrorMessage = "Ledger:SelfCheck:FirstAfterSeconds is not between 0 and 86400.")]
    public double FirstAfterSeconds { get; set; } = 60;

    /// <summary>The pace of a check. With the default, a million entries take less than two minutes.</summary>
    [SettingRange(1, 10_000_000, ErrorMessage = "Ledger:SelfCheck:EntriesPerSecond is not between 1 and 10000000.")]
    public int EntriesPerSecond { get; set; } = 10_000;
}
