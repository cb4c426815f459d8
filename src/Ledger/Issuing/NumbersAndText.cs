using System.Text.Json;
using System.Text.Unicode;
using Ledger.Schemas;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// Finds values that a JSON parser accepts but signed JSON must not contain: numbers that are not whole or not exact in every language (RFC 8259
/// section 6), and texts with an unpaired surrogate, which have no UTF-8 form.
/// </summary>
internal static class NumbersAndText
{
    private const long MaxExact = 9_007_199_254_740_991; // 2^53 − 1

    /// <summary>Reports every number that is not whole, or the first text that is not Unicode. Null if there is none.</summary>
    /// <param name="root">The parsed document.</param>
    /// <param name="utf8">The bytes that it was parsed from.</param>
    public static Refusal? Check(JsonElement root, ReadOnlySpan<byte> utf8)
    {
        // Only an escape can write a surrogate. Most documents have none, and places are needed only in a document that is refused.
        if (!utf8.Contains((byte)'\\') && Utf8.IsValid(utf8) && JsonLeaves.All(root, leaf => leaf.ValueKind is not JsonValueKind.Number || IsWhole(leaf)))
        {
            return null;
        }

        var numbers = new List<Violation>();
        var texts = new List<Violation>();
        Walk(root, "", numbers, texts);
        if (texts.Count > 0)
        {
            return new Refusal(IssuingFaults.TextNotValid, [.. texts]);
        }

        return numbers.Count > 0 ? new Refusal(IssuingFaults.NumberNotWhole, [.. numbers]) : null;
    }

    private static void Walk(JsonElement element, string path, List<Violation> numbers, List<Violation> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    WalkMember(member, path, numbers, texts);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, JsonPointer.Append(path, index++), numbers, texts);
                }

                break;
            case JsonValueKind.Number when !IsWhole(element):
                numbers.Add(new Violation(path, new LocalizedText("应为整数。", "It must be a whole number.")));
                break;
            case JsonValueKind.String when !IsUnicode(element):
                texts.Add(new Violation(path, new LocalizedText("不是有效的 Unicode 文本。", "It is not valid Unicode.")));
                break;
        }
    }

    private static void WalkMember(JsonProperty member, string path, List<Violation> numbers, List<Violation> texts)
    {
        try
        {
            Walk(member.Value, JsonPointer.Append(path, member.Name), numbers, texts);
        }
        catch (InvalidOperationException)
        {
            // The member name is not valid text, so the place is that of the object.
            texts.Add(new Violation(path, new LocalizedText("成员名不是有效的 Unicode 文本。", "A member name is not valid Unicode.")));
        }
    }

    // "1.0" and "1e3" are whole numbers but have several spellings. Only plain digits are allowed.
    private static bool IsWhole(JsonElement number) =>
        number.TryGetInt64(out var value) && value is >= -MaxExact and <= MaxExact
        && !number.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') && number.GetRawText() != "-0";

    private static bool IsUnicode(JsonElement text)
    {
        try
        {
            _ = text.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
