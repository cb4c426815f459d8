using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>
/// The setting is a number between two bounds, or missing. Generated validators replace <see cref="RangeAttribute"/> by code that ignores its message. They
/// use a derived attribute as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingRangeAttribute : RangeAttribute
{
    public SettingRangeAttribute(int minimum, int maximum)
        : base(minimum, maximum)
    {
    }

    public SettingRangeAttribute(double minimum, double maximum)
        : base(minimum, maximum)
    {
    }
}
