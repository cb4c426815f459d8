using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Schemas;

/// <summary>
/// Compiles the words of JSON Schema that the record types use. Each schema must name its type, and each object must allow no further members. A word
/// that is not read here makes the whole schema unknown, because ignoring it could allow too much. Used once, by one thread.
/// </summary>
internal sealed class SchemaCompiler
{
    private const string DefinitionPrefix = "#/definitions/";

    // They explain a schema to people and decide nothing.
    private static readonly string[] Annotations = ["title", "description", "x-labels"];

    private readonly JsonElement _root;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private SchemaCompiler(JsonElement root) => _root = root;

    /// <summary>Compiles a schema. Null if it uses a word, or a form of a word, that plans do not know.</summary>
    public static IValuePlan? TryCompile(JsonElement schema) => new SchemaCompiler(schema).Compile(schema, "$schema", "definitions");

    private IValuePlan? Compile(JsonElement schema, params ReadOnlySpan<string> alsoAllowed)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("$ref"u8, out var reference))
        {
            return HasOnly(schema, "$ref") ? CompileDefinition(reference) : null;
        }

        return (TryReadText(schema, "type", out var type) ? type : null) switch
        {
            "object" when HasOnly(schema, ["type", "properties", "required", "additionalProperties", "anyOf", .. alsoAllowed]) => CompileObject(schema),
            "array" when HasOnly(schema, "type", "items", "minItems", "maxItems", "uniqueItems") => CompileArray(schema),
            "string" when HasOnly(schema, "type", "enum", "minLength", "maxLength", "pattern", "format") => CompileText(schema),
            "integer" when HasOnly(schema, "type", "enum", "minimum", "maximum") => CompileInteger(schema),
            "boolean" when HasOnly(schema, "type") => BooleanPlan.Instance,
            _ => null,
        };
    }

    private IValuePlan? CompileDefinition(JsonElement reference)
    {
        if (reference.ValueKind is not JsonValueKind.String
            || reference.GetString() is not { } place
            || !place.StartsWith(DefinitionPrefix, StringComparison.Ordinal)
            || !_root.TryGetProperty("definitions"u8, out var definitions)
            || definitions.ValueKind is not JsonValueKind.Object
            || !definitions.TryGetProperty(place.AsSpan(DefinitionPrefix.Length), out var definition)
            || !_open.Add(place)) // A definition that contains itself has no finite plan.
        {
            return null;
        }

        var plan = Compile(definition);
        _open.Remove(place);
        return plan;
    }

    private ObjectPlan? CompileObject(JsonElement schema)
    {
        if (!schema.TryGetProperty("additionalProperties"u8, out var others) || others.ValueKind is not JsonValueKind.False
            || !schema.TryGetProperty("properties"u8, out var properties) || properties.ValueKind is not JsonValueKind.Object
            || properties.EnumerateObject().Count() > ObjectPlan.MaxMembers)
        {
            return null;
        }

        var members = ImmutableArray.CreateBuilder<PlannedMember>();
        foreach (var property in properties.EnumerateObject())
        {
            if (Compile(property.Value) is not { } plan)
            {
                return null;
            }

            members.Add(new PlannedMember(Encoding.UTF8.GetBytes(property.Name), plan));
        }

        var alternatives = ImmutableArray<ulong>.Empty;
        if (schema.TryGetProperty("anyOf"u8, out var anyOf))
        {
            var sets = anyOf.ValueKind is JsonValueKind.Array
                ? anyOf.EnumerateArray().Select(branch => HasOnly(branch, "required") ? FindRequired(branch, members) : null).ToList()
                : [null];
            if (sets.Count == 0 || sets.Contains(null))
            {
                return null;
            }

            alternatives = [.. sets.Select(set => set.GetValueOrDefault())];
        }

        return FindRequired(schema, members) is { } required ? new ObjectPlan(members.ToImmutable(), required, alternatives) : null;
    }

    /// <summary>The required members as a set of bits, one for each place in <paramref name="members"/>. Null if the schema is unknown.</summary>
    private static ulong? FindRequired(JsonElement schema, ImmutableArray<PlannedMember>.Builder members)
    {
        if (!schema.TryGetProperty("required"u8, out var names))
        {
            return 0;
        }

        if (names.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var set = 0UL;
        foreach (var name in names.EnumerateArray())
        {
            var at = name.ValueKind is JsonValueKind.String ? members.ToList().FindIndex(member => name.ValueEquals(member.Name.Span)) : -1;
            if (at < 0)
            {
                return null;
            }

            set |= 1UL << at;
        }

        return set;
    }

    private ArrayPlan? CompileArray(JsonElement schema)
    {
        var isUnique = false;
        if (schema.TryGetProperty("uniqueItems"u8, out var unique))
        {
            if (unique.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return null;
            }

            isUnique = unique.GetBoolean();
        }

        return schema.TryGetProperty("items"u8, out var items) && Compile(items) is { } plan
            && TryReadLimit(schema, "minItems", 0, out var least) && TryReadLimit(schema, "maxItems", long.MaxValue, out var most)
            ? new ArrayPlan(plan, least, most, isUnique)
            : null;
    }

    private static TextPlan? CompileText(JsonElement schema)
    {
        if (!TryReadLimit(schema, "minLength", 0, out var least) || !TryReadLimit(schema, "maxLength", long.MaxValue, out var most)
            || !TryReadText(schema, "pattern", out var pattern) || !TryReadText(schema, "format", out var name)
            || !TryReadEnum(schema, value => value.ValueKind is JsonValueKind.String, value => value.GetString() ?? "", out var allowed))
        {
            return null;
        }

        var format = TextFormats.Find(name);
        if (name is not null && format is null)
        {
            return null;
        }

        return new TextPlan
        {
            Least = least,
            Most = most,
            Allowed = allowed,
            Pattern = pattern is null ? null : new Regex(pattern, RegexOptions.Compiled),
            IsInFormat = format,
        };
    }

    private static IntegerPlan? CompileInteger(JsonElement schema) =>
        TryReadLimit(schema, "minimum", long.MinValue, out var least) && TryReadLimit(schema, "maximum", long.MaxValue, out var most)
        && TryReadEnum(schema, value => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _), value => value.GetInt64(), out var allowed)
            ? new IntegerPlan(least, most, allowed)
            : null;

    private static bool TryReadEnum<T>(JsonElement schema, Func<JsonElement, bool> isKnown, Func<JsonElement, T> read, out ImmutableArray<T> values)
    {
        values = default;
        if (!schema.TryGetProperty("enum"u8, out var listed))
        {
            return true;
        }

        if (listed.ValueKind is not JsonValueKind.Array || !listed.EnumerateArray().All(isKnown))
        {
            return false;
        }

        values = [.. listed.EnumerateArray().Select(read)];
        return true;
    }

    private static bool TryReadLimit(JsonElement schema, string word, long otherwise, out long limit)
    {
        limit = otherwise;
        return !schema.TryGetProperty(word, out var value) || (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out limit));
    }

    /// <summary>Reads a word with a text. Null if the word is missing; false if it has something else.</summary>
    private static bool TryReadText(JsonElement schema, string word, out string? text)
    {
        text = null;
        if (!schema.TryGetProperty(word, out var value))
        {
            return true;
        }

        text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    private static bool HasOnly(JsonElement schema, params ReadOnlySpan<string> words)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        foreach (var member in schema.EnumerateObject())
        {
            if (!words.Contains(member.Name) && !Annotations.Contains(member.Name))
            {
                return false;
            }
        }

        return true;
    }
}
