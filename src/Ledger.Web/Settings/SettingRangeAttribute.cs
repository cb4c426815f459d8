using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>
/// The setting is a number between two bounds, or missing. Generated validators replace <see cref="RangeAttribute"/> by code that ignores its message. They
/// use a derived attribute as it is. The bounds are always <see cref="double"/>: with <see cref="int"/> bounds, the framework rounds a fraction before it
/// compares, and throws for a number that is not an <see cref="int"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingRangeAttribute(double minimum, double maximum) : RangeAttribute(minimum, maximum);
