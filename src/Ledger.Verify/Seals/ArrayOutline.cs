using System.Text.Json;

namespace Ledger.Verify.Seals;

/// <summary>The elements of an array, as found by <see cref="StrictJson.Check(ReadOnlySpan{byte}, JsonRules, ref ArrayOutline)"/>.</summary>
internal struct ArrayOutline
{
    private int _lastStart;
    private int _lastEnd;

    /// <summary>The number of elements. It has a meaning only if <see cref="BeginsWithText"/> is true.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the value is an array whose first element is a string.</summary>
    public bool BeginsWithText { get; private set; }

    /// <summary>The second element if it is a string, otherwise null.</summary>
    public string? SecondText { get; private set; }

    /// <summary>Whether the last element is an object or an array.</summary>
    public bool LastIsContainer { get; private set; }

    /// <summary>The range of the last element within the text.</summary>
    public readonly Range Last => _lastStart.._lastEnd;

    /// <summary>Adds the current token of the reader.</summary>
    public void See(ref Utf8JsonReader reader)
    {
        // The first token in an object is a member name, which is not a string token. So only an array begins with a string.
        if (reader.CurrentDepth == 1)
        {
            _lastEnd = checked((int)reader.BytesConsumed);
            if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                Begin(ref reader);
            }
        }
    }

    private void Begin(ref Utf8JsonReader reader)
    {
        Length++;
        _lastStart = checked((int)reader.TokenStartIndex);
        LastIsContainer = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        var isText = reader.TokenType is JsonTokenType.String;
        BeginsWithText |= Length == 1 && isText;
        if (Length == 2 && isText)
        {
            SecondText = reader.GetString();
        }
    }
}
