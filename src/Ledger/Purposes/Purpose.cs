using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Purposes;

/// <summary>A purpose that the city published: why a department may look at a resident's claims. Immutable.</summary>
/// <param name="Code">Its code: lower-case words with hyphens, at most 40 characters.</param>
/// <param name="Version">The version of its text, from 1.</param>
/// <param name="Title">A few words, for the list that the resident sees.</param>
/// <param name="Text">One sentence that says when it applies.</param>
/// <param name="Bases">The legal bases that permit it; at least one.</param>
/// <param name="Delay">How long the resident's list may withhold such a read. Null if it may not.</param>
public sealed record Purpose(string Code, int Version, LocalizedText Title, LocalizedText Text, ImmutableArray<LegalBasis> Bases, LawfulDelay? Delay)
{
    /// <summary>The greatest length of a code.</summary>
    public const int MaxCode = 40;

    private const int LongestDelay = 365;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= MaxCode } && text[0] is not '-' && text[^1] is not '-' && text.All(letter => letter is >= 'a' and <= 'z' or '-');

    /// <summary>Reads a purpose file strictly.</summary>
    /// <exception cref="InvalidDataException">A member is missing, unknown or wrong.</exception>
    public static Purpose Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return Read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("Not a purpose file: " + problem.Message, problem);
        }
    }

    private static Purpose Read(JsonElement json)
    {
        RefuseOthers(json, "code", "version", "title", "text", "bases", "delay");
        var code = json.GetProperty("code"u8).GetString();
        var version = json.GetProperty("version"u8).GetInt32();
        var bases = json.GetProperty("bases"u8).EnumerateArray()
            .Select(name => LegalBases.TryParse(name.GetString(), out var basis) ? basis : throw new FormatException($"{name} is no legal basis."))
            .ToImmutableArray();
        return IsCode(code) && version >= 1 && !bases.IsEmpty && bases.Distinct().Count() == bases.Length
            ? new Purpose(code!, version, ReadText(json, "title"), ReadText(json, "text"), bases, ReadDelay(json))
            : throw new FormatException("The code, the version or the legal bases are wrong.");
    }

    private static LawfulDelay? ReadDelay(JsonElement json)
    {
        if (!json.TryGetProperty("delay"u8, out var delay))
        {
            return null;
        }

        RefuseOthers(delay, "days", "law");
        var days = delay.GetProperty("days"u8).GetInt32();
        return days is >= 1 and <= LongestDelay
            ? new LawfulDelay(days, ReadText(delay, "law"))
            : throw new FormatException($"A delay has 1 to {LongestDelay} days.");
    }

    private static LocalizedText ReadText(JsonElement json, string name)
    {
        var text = json.GetProperty(name);
        RefuseOthers(text, "zh", "en");
        var (zh, en) = (text.GetProperty("zh"u8).GetString(), text.GetProperty("en"u8).GetString());
        return string.IsNullOrWhiteSpace(zh) || string.IsNullOrWhiteSpace(en) ? throw new FormatException($"{name} needs zh and en.") : new LocalizedText(zh, en);
    }

    private static void RefuseOthers(JsonElement json, params ReadOnlySpan<string> known)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new FormatException($"{member.Name} is not a known member.");
            }
        }
    }
}
