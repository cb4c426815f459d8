using System.Globalization;
using Ledger.Cli.Output;

namespace Ledger.Cli.Governance;

/// <summary>Times in UTC and whole seconds, as a chain counts them. Stateless.</summary>
internal static class GivenTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static DateTimeOffset Parse(string text, string option) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw OptionProblems.WrongForm(option, text, OptionForms.Time);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;
}
