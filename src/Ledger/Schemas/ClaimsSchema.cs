using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Faults;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Ledger.Schemas;

/// <summary>
/// The JSON Schema (draft 7) for the claims of a record type. A plan says yes to most valid claims, in a tenth of the time of the schema library. The
/// library decides the others and words each refusal. Immutable; safe for use from any thread.
/// </summary>
public sealed class ClaimsSchema
{
    private static readonly JsonSchemaValidatorSettings Settings = MakeSettings();

    private readonly JsonSchema _schema;

    private ClaimsSchema(JsonSchema schema, IValuePlan? plan)
    {
        _schema = schema;
        Plan = plan;
    }

    /// <summary>The plan. Null if the schema has a word that plans do not know.</summary>
    public IValuePlan? Plan { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema as JSON. It may refer to parts of itself only.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The schema cannot be read, or refers to another document.</exception>
    public static async ValueTask<ClaimsSchema> ReadAsync(string json, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = JsonElement.Parse(json);
            return LeadsOutside(parsed)
                ? throw new InvalidDataException("It refers to another document.")
                : new ClaimsSchema(await JsonSchema.FromJsonAsync(json, cancellationToken), SchemaCompiler.TryCompile(parsed));
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or OutOfMemoryException or InvalidDataException))
        {
            // The library throws many types of exceptions for a bad schema.
            throw new InvalidDataException("It cannot be read.", unreadable);
        }
    }

    /// <summary>The violations of an object. Empty if it is valid.</summary>
    /// <param name="value">The object. Its names are unique and its numbers are whole.</param>
    /// <param name="place">The place of the object, a JSON Pointer.</param>
    public IEnumerable<Violation> Check(JsonElement value, string place) => Plan?.Allows(value) is true ? [] : CheckByLibrary(value, place);

    /// <summary>As <see cref="Check"/>, always by the library.</summary>
    public IEnumerable<Violation> CheckByLibrary(JsonElement value, string place) =>
        _schema.Validate(value.GetRawText(), Settings).SelectMany(error => Flatten(error, place)).Distinct();

    // The library would fetch an external schema over the network at every start.
    private static bool LeadsOutside(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member =>
            (member.NameEquals("$ref"u8) && member.Value.ValueKind is JsonValueKind.String && member.Value.GetString() is not ['#', ..])
            || LeadsOutside(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(LeadsOutside),
        _ => false,
    };

    private static JsonSchemaValidatorSettings MakeSettings()
    {
        // The library accepts a value if one validator does. So ours must be the only one for its format.
        var settings = new JsonSchemaValidatorSettings();
        var time = new UtcTimeValidator();
        settings.FormatValidators = [.. settings.FormatValidators.Where(validator => validator.Format != time.Format), time];
        return settings;
    }

    // An error in an item or in a branch contains its causes. The causes say what a person can correct.
    private static IEnumerable<Violation> Flatten(ValidationError error, string root)
    {
        if (error is { Kind: ValidationErrorKind.PropertyRequired, Token: not JObject })
        {
            return []; // Another error already says that the value is not an object.
        }

        var causes = error is ChildSchemaValidationError child ? child.Errors.Values.SelectMany(list => list).ToImmutableArray() : [];
        if (error.Kind is ValidationErrorKind.NotAnyOf && causes.All(cause => cause.Kind is ValidationErrorKind.PropertyRequired))
        {
            // Each branch reports its own missing member, but only one of them is required.
            return [new Violation(FindPlace(error.Token, root), new LocalizedText(
                $"至少需要其中一项：{string.Join('、', causes.Select(cause => cause.Property))}。",
                $"At least one of these is needed: {string.Join(", ", causes.Select(cause => cause.Property))}."))];
        }

        return causes.IsEmpty ? [new Violation(FindPlace(error, root), SchemaErrorText.Describe(error.Kind))] : causes.SelectMany(cause => Flatten(cause, root));
    }

    // The library joins names with dots and brackets, which names may also contain.
    private static string FindPlace(ValidationError error, string root) => error.Kind is ValidationErrorKind.PropertyRequired
        ? JsonPointer.Append(FindPlace(error.Token, root), error.Property ?? "")
        : FindPlace(error.Token, root);

    private static string FindPlace(JToken? token, string root) => token switch
    {
        null => root,
        JProperty member => JsonPointer.Append(FindPlace(member.Parent, root), member.Name),
        { Parent: JArray array } => JsonPointer.Append(FindPlace((JToken)array, root), array.IndexOf(token)),
        _ => FindPlace(token.Parent, root),
    };

    private sealed class UtcTimeValidator : IFormatValidator
    {
        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

        public string Format => "date-time";

        public bool IsValid(string value, JTokenType tokenType) => TextFormats.IsUtcTime(value);
    }
}
