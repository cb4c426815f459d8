using System.Globalization;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Reads query parameters strictly and collects all violations. The framework does not bind them, because it refuses a parameter that it cannot bind
/// without naming it.
/// </summary>
internal sealed class QueryReader
{
    /// <summary>The parameter for a past time, in its two spellings.</summary>
    public const string MainAsOf = "asOf";
    public const string OtherAsOf = "as_of";

    private const int MaxText = 300;

    private readonly List<Violation> _violations = [];

    /// <summary>The refusal of the query, or null when nothing is wrong so far.</summary>
    public Refusal? Refusal => _violations.Count == 0 ? null : new Refusal(RequestFaults.QueryMalformed, [.. _violations]);

    /// <summary>Reads how many rows a page may have.</summary>
    public int Limit(string? text, int otherwise, int largest)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (TryReadNumber(text, out var number) && number >= 1 && number <= largest)
        {
            return (int)number;
        }

        Add("/limit", $"应为 1 至 {largest} 的整数。", $"It must be a whole number from 1 to {largest}.");
        return otherwise;
    }

    /// <summary>Reads a cursor: the page starts below this log index. A cursor is opaque to callers.</summary>
    public long Cursor(string? text)
    {
        if (text is null)
        {
            return long.MaxValue;
        }

        if (TryReadNumber(text, out var before))
        {
            return before;
        }

        Add("/cursor", "应为上一页的 next。", "It must be the value of `next` on the page before.");
        return long.MaxValue;
    }

    /// <summary>The cursor of the page that starts below an index.</summary>
    public static string FormatCursor(long index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an RFC 3339 time, in whole seconds or in the form of answers. Null when the parameter is absent.</summary>
    public DateTimeOffset? Time(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (RequestTime.TryParseMoment(text, out var time))
        {
            return time;
        }

        Add("/" + name, "应为 RFC 3339 时间，如 2026-01-31T00:00:00Z 或 2026-01-31T08:00:00.123+08:00。",
            "It must be an RFC 3339 time such as 2026-01-31T00:00:00Z or 2026-01-31T08:00:00.123+08:00.");
        return null;
    }

    /// <summary>Reads the time that the caller asks about, in either spelling of the parameter. Null when it is absent.</summary>
    public DateTimeOffset? AsOf(string? text, string? other)
    {
        if (text is null || other is null)
        {
            return text is null ? Time(OtherAsOf, other) : Time(MainAsOf, text);
        }

        Add("/" + OtherAsOf, "与 asOf 相同，只能给出一个。", "It is the same as asOf; give one of them.");
        return null;
    }

    /// <summary>Reads the time that the caller asks about, and refuses a time in the future.</summary>
    public DateTimeOffset? PastTime(string? text, string? other, DateTimeOffset now)
    {
        var time = AsOf(text, other);
        if (time > now)
        {
            Add("/" + (text is null ? OtherAsOf : MainAsOf), "将来的状态尚不可知。", "It is in the future, and the status at that time is not known yet.");
            return null;
        }

        return time;
    }

    /// <summary>Reads a record status. Null when the parameter is absent.</summary>
    public EntryStatus? Status(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (StatusNames.TryParse(text, out var status))
        {
            return status;
        }

        var words = Enum.GetValues<EntryStatus>().Select(StatusNames.Format).ToList();
        Add("/" + name, $"应为 {string.Join("、", words)} 之一。", $"It must be one of {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>Reads a span of time. Its end must not be before its start. Either may be absent.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Span(string? from, string? to)
    {
        var (start, end) = (Time("from", from), Time("to", to));
        if (start > end)
        {
            Add("/from", "晚于 to：from 不得晚于 to。", "It is later than to; from must not be later than to.");
        }

        return (start, end);
    }

    /// <summary>Reads a record type that this node knows. Null when the parameter is absent.</summary>
    public string? Type(string name, string? text, RecordTypeCatalogue catalogue)
    {
        if (Text(name, text) is { } type && catalogue.Find(type) is null)
        {
            var known = string.Join(", ", catalogue.Types.Select(one => one.Metadata.Vct));
            Add("/" + name, $"此处没有这种类型；已知类型为 {known}。", $"There is no such type here; those known are {known}.");
            return null;
        }

        return text;
    }

    /// <summary>Reads a text of 1 to 300 characters. Null when the parameter is absent.</summary>
    public string? Text(string name, string? text)
    {
        if (text is { Length: 0 or > MaxText })
        {
            Add("/" + name, $"应为 1 至 {MaxText} 个字符。", $"It must have 1 to {MaxText} characters.");
            return null;
        }

        return text;
    }

    private static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && string.Equals(number.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal);

    private void Add(string path, string zh, string en) => _violations.Add(new Violation(path, new LocalizedText(zh, en)));
}
