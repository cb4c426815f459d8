using System.Globalization;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Inputs;

/// <summary>Parses and formats times in UTC, in whole seconds as on a chain. Stateless.</summary>
public static class UtcTimes
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static DateTimeOffset Parse(string text, string option) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw OptionProblems.WrongForm(option, text, OptionForms.Time);

    /// <summary>Parses a time for comparison. It may have a fraction of a second, and <c>+00:00</c> for UTC, as in the answers of a node.</summary>
    /// <exception cref="FaultException">The text is not a time, or has another offset than UTC.</exception>
    public static DateTimeOffset ParseMoment(string text, string option) =>
        (text.EndsWith('Z') || text.EndsWith("+00:00", StringComparison.Ordinal)) && RequestTime.TryParseMoment(text, out var time) ? time : Parse(text, option);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;
}
