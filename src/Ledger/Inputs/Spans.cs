using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Inputs;

/// <summary>Parses and formats time spans: a whole number with <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; <c>0</c> needs no unit. Stateless.</summary>
public static class Spans
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A span of at most 3650 days.</summary>
    /// <exception cref="FaultException">The text has another form, or the span is longer.</exception>
    public static TimeSpan Parse(string text, string option) => Parse(text, option, TimeSpan.Zero, Longest);

    /// <summary>A span within bounds.</summary>
    /// <exception cref="FaultException">The text has another form or is out of bounds. The message names the form and the bounds.</exception>
    public static TimeSpan Parse(string text, string option, TimeSpan least, TimeSpan most)
    {
        if (text == "0" && least == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        var unit = text.Length > 1 ? text[^1] : ' ';
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (long)number * seconds is var total && total >= (long)least.TotalSeconds && total <= (long)most.TotalSeconds
            ? TimeSpan.FromSeconds(total)
            : throw OptionProblems.WrongForm(option, text, DescribeForm(least, most));
    }

    private static LocalizedText DescribeForm(TimeSpan least, TimeSpan most) => new(
        $" {Text(least)} 至 {Text(most)} 的时长，如 30s、90m、24h、14d", $"a span from {Text(least)} to {Text(most)}, such as 30s, 90m, 24h or 14d");

    /// <summary>Formats a span in the largest unit that divides it. A single day is shown as 24 hours.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (size, unit) = seconds == 0 ? (1, "s") : seconds % 86400 == 0 && seconds > 86400 ? (86400, "d") : seconds % 3600 == 0 ? (3600, "h") : seconds % 60 == 0 ? (60, "m") : (1, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }
}
