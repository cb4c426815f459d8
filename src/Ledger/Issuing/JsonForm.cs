using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ledger.Schemas;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>Reads the members of one JSON object and collects all violations, so that a caller can correct them at once.</summary>
public sealed class JsonForm(JsonElement element, string path = "", List<Violation>? violations = null)
{
    // Control characters, line separators and bidirectional overrides. An override can make a text read as another one.
    private static readonly SearchValues<char> Unprintable = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4))
            .Select(code => (char)code)]);

    /// <summary>All violations so far, in reading order.</summary>
    public List<Violation> Violations { get; } = violations ?? [];

    public string Text(string name, int maxLength) => Text(name, maxLength, required: true) ?? "";

    public string? OptionalText(string name, int maxLength) => Text(name, maxLength, required: false);

    /// <summary>The object member. If it is missing or not an object: a violation and an undefined element.</summary>
    public JsonElement ObjectMember(string name)
    {
        if (TryGet(name, required: true, out var value) && value.ValueKind is not JsonValueKind.Object)
        {
            Add(name, "应为对象。", "It must be an object.");
            return default;
        }

        return value;
    }

    /// <summary>A time in RFC 3339 with whole seconds: in UTC with <c>Z</c>, or with an offset such as <c>+00:00</c>.</summary>
    public DateTimeOffset? OptionalTime(string name)
    {
        if (OptionalText(name, maxLength: 40) is not { } text)
        {
            return null;
        }

        if (RequestTime.TryParse(text, out var time))
        {
            return time;
        }

        Add(name, "应为整秒的时间，如 2026-01-31T00:00:00Z。", "It must be a time in whole seconds such as 2026-01-31T00:00:00Z.");
        return null;
    }

    /// <summary>A time in RFC 3339, with or without fractions of a second.</summary>
    public DateTimeOffset? OptionalMoment(string name)
    {
        if (OptionalText(name, maxLength: 40) is not { } text)
        {
            return null;
        }

        if (RequestTime.TryParseMoment(text, out var time))
        {
            return time;
        }

        Add(name, "应为 RFC 3339 时间，如 2026-01-31T00:00:00Z。", "It must be an RFC 3339 time such as 2026-01-31T00:00:00Z.");
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    public int? OptionalNumber(string name, int least, int most)
    {
        if (!TryGet(name, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Add(name, $"应为 {least} 至 {most} 的整数。", $"It must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>True or false; false if it is missing.</summary>
    public bool OptionalFlag(string name)
    {
        if (TryGet(name, required: false, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Add(name, "应为 true 或 false。", "It must be true or false.");
        }

        return value.ValueKind is JsonValueKind.True;
    }

    /// <summary>Reports a wrong member.</summary>
    public void Refuse(string name, LocalizedText problem) => Add(name, problem.Zh, problem.En);

    /// <summary>A calendar date, <c>yyyy-MM-dd</c>, as the text that was sent.</summary>
    public string? OptionalDate(string name)
    {
        var text = OptionalText(name, maxLength: 10);
        if (text is not null && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Add(name, "应为日期，如 1951-03-02。", "It must be a date such as 1951-03-02.");
        }

        return text;
    }

    /// <summary>A record id.</summary>
    public RecordId? OptionalRecord(string name)
    {
        if (OptionalText(name, maxLength: 36) is not { } text)
        {
            return null;
        }

        if (RecordId.TryParse(text, out var id))
        {
            return id;
        }

        Add(name, "应为记录编号。", "It must be a record id.");
        return null;
    }

    /// <summary>Adds a violation for every member that is not one of <paramref name="known"/>.</summary>
    public void RefuseOthers(params ReadOnlySpan<string> known)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                Add(member.Name, "未知成员。", "It is not a known member.");
            }
        }
    }

    private string? Text(string name, int maxLength, bool required)
    {
        if (!TryGet(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            Add(name, "应为文本。", "It must be a text.");
            return null;
        }

        var text = value.GetString()!; // The kind is String.
        if (text.AsSpan().ContainsAny(Unprintable))
        {
            Add(name, "不得含控制字符。", "It may hold no control characters.");
            return null;
        }

        if (text.Length > maxLength)
        {
            Add(name, $"最多 {maxLength} 个字符。", $"It may have at most {maxLength} characters.");
            return null;
        }

        return text;
    }

    private bool TryGet(string name, bool required, out JsonElement value)
    {
        value = default;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            // One violation for the object is enough, however many members are read.
            if (Violations.TrueForAll(violation => violation.Path != path))
            {
                Violations.Add(new Violation(path, new LocalizedText("应为对象。", "It must be an object.")));
            }

            return false;
        }

        if (element.TryGetProperty(name, out value))
        {
            return true;
        }

        if (required)
        {
            Add(name, "缺少此成员。", "It is missing.");
        }

        return false;
    }

    private void Add(string name, string zh, string en) =>
        Violations.Add(new Violation(JsonPointer.Append(path, name), new LocalizedText(zh, en)));
}
