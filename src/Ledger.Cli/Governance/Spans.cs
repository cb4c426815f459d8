using System.Globalization;
using Ledger.Cli.Output;

namespace Ledger.Cli.Governance;

/// <summary>Spans of time as people write them: a whole number with <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; <c>0</c> needs no unit. Stateless.</summary>
internal static class Spans
{
    private const int MaxDays = 3650;

    public static TimeSpan Parse(string text, string option)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var unit = text.Length > 1 ? text[^1] : ' ';
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (long)number * seconds is var total && total <= MaxDays * 86400L
            ? TimeSpan.FromSeconds(total)
            : throw new CliException(CliFaults.OptionWrong, $"{option} {OneLine.Of(text)}: a span such as 30s, 90m, 24h or 14d 应为时长，如 30s、90m、24h、14d");
    }

    /// <summary>In the largest unit that leaves nothing over; a single day is 24 hours, as people say of a delay.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (size, unit) = seconds == 0 ? (1, "s") : seconds % 86400 == 0 && seconds > 86400 ? (86400, "d") : seconds % 3600 == 0 ? (3600, "h") : seconds % 60 == 0 ? (60, "m") : (1, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }
}
