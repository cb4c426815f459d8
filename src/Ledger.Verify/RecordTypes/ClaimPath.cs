using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Verify.RecordTypes;

/// <summary>
/// The path to a claim in the processed claims (SD-JWT VC, "Claim Path"): member names, array indices, and null for every element. Immutable. Two
/// paths are equal when their segments are equal.
/// </summary>
public sealed class ClaimPath : IEquatable<ClaimPath>
{
    private ClaimPath(ImmutableArray<ClaimPathSegment> segments) => Segments = segments;

    /// <summary>At least one segment.</summary>
    public ImmutableArray<ClaimPathSegment> Segments { get; }

    /// <summary>Makes a path from its segments.</summary>
    /// <exception cref="ArgumentException">There are no segments.</exception>
    public static ClaimPath FromSegments(params ReadOnlySpan<ClaimPathSegment> segments) =>
        segments.IsEmpty ? throw new ArgumentException("A claim path has at least one segment.", nameof(segments)) : new([.. segments]);

    /// <summary>Reads the JSON form: a non-empty array of strings, non-negative integers and nulls.</summary>
    public static bool TryParse(JsonElement json, [NotNullWhen(true)] out ClaimPath? path)
    {
        path = null;
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            return false;
        }

        var segments = ImmutableArray.CreateBuilder<ClaimPathSegment>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            switch (item.ValueKind)
            {
                case JsonValueKind.String when ReadText(item) is { } name:
                    segments.Add(name);
                    break;
                case JsonValueKind.Number when item.TryGetInt32(out var index) && index >= 0:
                    segments.Add(index);
                    break;
                case JsonValueKind.Null:
                    segments.Add(ClaimPathSegment.Any);
                    break;
                default:
                    return false;
            }
        }

        path = new ClaimPath(segments.MoveToImmutable());
        return true;
    }

    /// <summary>True when this path, read as a pattern, matches <paramref name="other"/> or something that contains it.</summary>
    public bool Contains(ClaimPath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Segments.Length >= Segments.Length && CoversStart(other);
    }

    /// <summary>True when this path, read as a pattern, matches exactly <paramref name="other"/>.</summary>
    public bool Covers(ClaimPath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Segments.Length == Segments.Length && CoversStart(other);
    }

    /// <summary>The values at this path, in document order. Empty when the path matches nothing.</summary>
    public IEnumerable<JsonElement> SelectFrom(JsonElement claims) =>
        Segments.Aggregate(Enumerable.Repeat(claims, 1), (values, segment) => values.SelectMany(value => Step(value, segment)));

    public bool Equals(ClaimPath? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ClaimPath);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var segment in Segments)
        {
            hash.Add(segment);
        }

        return hash.ToHashCode();
    }

    /// <summary>The JSON form, such as <c>["doses",null,"lot_number"]</c>.</summary>
    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var segment in Segments)
            {
                if (segment.Index is { } index)
                {
                    writer.WriteNumberValue(index);
                }
                else
                {
                    writer.WriteStringValue(segment.Name); // writes null for "every element"
                }
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? ReadText(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // The escape is half a surrogate pair, which is not a character.
        }
    }

    private static IEnumerable<JsonElement> Step(JsonElement value, ClaimPathSegment segment) => value.ValueKind switch
    {
        JsonValueKind.Object when segment.Name is { } name && value.TryGetProperty(name, out var member) => [member],
        JsonValueKind.Array when segment.Index is { } index && index < value.GetArrayLength() => [value[index]],
        JsonValueKind.Array when segment.IsAny => value.EnumerateArray(),
        _ => [],
    };

    private bool CoversStart(ClaimPath other)
    {
        for (var i = 0; i < Segments.Length; i++)
        {
            if (!Segments[i].Covers(other.Segments[i]))
            {
                return false;
            }
        }

        return true;
    }
}
