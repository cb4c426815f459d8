using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Seals;

/// <summary>
/// Reads JSON in the strict form of seals: one value in valid UTF-8, without comments, repeated member names or unpaired surrogates.
/// <see cref="JsonRules"/> can allow only whole numbers that every JSON reader represents exactly (I-JSON, RFC 7493 section 2).
/// </summary>
internal static class StrictJson
{
    private const long LargestExact = (1L << 53) - 1;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <param name="utf8">The text.</param>
    /// <param name="rules">How strictly to read it.</param>
    /// <param name="value">The value. It owns its memory and stays valid after <paramref name="utf8"/> is released.</param>
    /// <param name="fault">The reason for a refusal.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8, JsonRules rules, out JsonElement value, [NotNullWhen(false)] out Fault? fault)
    {
        value = default;
        fault = Check(utf8, rules);
        return fault is null && TryParseChecked(utf8, out value, out fault);
    }

    /// <summary>
    /// Parses text that <see cref="Check(ReadOnlySpan{byte}, JsonRules)"/> accepted. Only a repeated member name can still refuse it.
    /// </summary>
    public static bool TryParseChecked(ReadOnlySpan<byte> utf8, out JsonElement value, [NotNullWhen(false)] out Fault? fault)
    {
        value = default;
        fault = null;
        try
        {
            value = JsonElement.Parse(utf8, Options);
            return true;
        }
        catch (JsonException)
        {
            fault = SealFaults.DuplicateName;
            return false;
        }
    }

    /// <summary>Checks everything except repeated member names. Null when the text is acceptable.</summary>
    public static Fault? Check(ReadOnlySpan<byte> utf8, JsonRules rules)
    {
        var unused = new ArrayOutline();
        return Check(utf8, rules, ref unused);
    }

    /// <summary>Checks the same, and also collects the outline of the array elements.</summary>
    public static Fault? Check(ReadOnlySpan<byte> utf8, JsonRules rules, ref ArrayOutline elements)
    {
        if (!Utf8.IsValid(utf8))
        {
            return SealFaults.NotJson;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8); // It stops at 64 levels, which is more than the rules allow.
            while (reader.Read())
            {
                var fault = CheckToken(ref reader, rules);
                if (fault is not null)
                {
                    return fault;
                }

                elements.See(ref reader);
            }

            return null;
        }
        catch (JsonException)
        {
            return SealFaults.NotJson;
        }
    }

    private static Fault? CheckToken(ref Utf8JsonReader reader, JsonRules rules) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= rules.MaxDepth => rules.TooDeep,
        JsonTokenType.Number when rules.Numbers is NumberForm.Whole && !IsWholeNumber(ref reader) => SealFaults.NotWholeNumber,
        JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && !IsUnicode(ref reader) => SealFaults.NotJson,
        JsonTokenType.PropertyName when rules.Reserved is ReservedNames.Refused && IsReserved(ref reader) => SealFaults.NameReserved,
        _ => null,
    };

    private static bool IsReserved(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("_sd"u8) || reader.ValueTextEquals("..."u8) || reader.ValueTextEquals("_sd_alg"u8);

    private static bool IsWholeNumber(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var number) && number is >= -LargestExact and <= LargestExact && !reader.ValueSpan.SequenceEqual("-0"u8);

    /// <summary>False for an escape that is half a surrogate pair, which is not a character.</summary>
    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
