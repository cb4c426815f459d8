using Ledger.Sharing;

namespace Ledger.Web.Settings;

/// <summary>How long a resident may share a record by a code.</summary>
internal sealed class SharingOptions
{
    public const string Section = SettingsServices.Root + ":Sharing";

    /// <summary>The life of a share in days, unless its owner chooses an end. If it is more than the longest, the longest counts.</summary>
    [SettingRange(1, 366, ErrorMessage = "Ledger:Sharing:UsualDays is not between 1 and 366.")]
    public int UsualDays { get; set; } = 7;

    /// <summary>The longest life of a share in days. Open shares keep their end when this changes.</summary>
    [SettingRange(1, 366, ErrorMessage = "Ledger:Sharing:LongestDays is not between 1 and 366.")]
    public int LongestDays { get; set; } = 90;

    /// <summary>The settings as the use cases take them.</summary>
    public ShareLimits ToLimits() => new(TimeSpan.FromDays(Math.Min(UsualDays, LongestDays)), TimeSpan.FromDays(LongestDays));
}
