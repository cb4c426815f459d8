using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Ledger.Verify.Faults;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;
using Newtonsoft.Json.Linq;

namespace Ledger.Issuing;

/// <summary>
/// Checks the claims of a request against the JSON Schema of their type, the rules of the type, and the rules for all types. Reports every wrong
/// place. Stateless.
/// </summary>
internal static class ClaimsCheck
{
    /// <summary>The most places that one refusal lists. If there are more, one more line says so.</summary>
    public const int MaxViolations = 100;

    private const string Root = ClaimPlaces.Root;
    private const int EarliestYear = 1850;
    private const int FurthestYears = 150;
    private const char LostCharacter = '\uFFFD';

    // The subject and the issuer provide these claims. A request that repeats them could contradict itself.
    private static readonly FrozenSet<string> ProvidedElsewhere = FrozenSet.ToFrozenSet(
        [
            "id_type", "personal_administrative_number", "name", "given_name", "family_name", "birthdate", "sex",
            "issuing_authority", "issuing_country",
        ],
        StringComparer.Ordinal);

    private static readonly JsonSchemaValidatorSettings Settings = MakeSettings();

    /// <summary>The refusal that lists up to a hundred violations. Null if the claims are valid.</summary>
    public static Refusal? Check(RecordRequest request, RecordType type, RuleContext context)
    {
        var claims = new ClaimPlace(Root, request.Claims);
        var found = request.Claims.EnumerateObject()
            .Where(claim => ProvidedElsewhere.Contains(claim.Name))
            .Select(claim => new Violation(JsonPointer.Append(Root, claim.Name), new LocalizedText(
                "此项来自 subject 或签发部门，不在 claims 中填写。", "It comes from the subject or the issuer, not from the claims.")))
            .ToList();
        var taken = found.Select(violation => violation.Path).ToHashSet(StringComparer.Ordinal);
        found.AddRange(type.Schema.Validate(request.Claims.GetRawText(), Settings)
            .SelectMany(Flatten).Distinct().Where(violation => !taken.Contains(violation.Path)));
        taken = found.Select(violation => violation.Path).ToHashSet(StringComparer.Ordinal);
        found.AddRange(type.Rules.SelectMany(rule => rule.Check(claims, context))
            .Concat(ClaimPlaces.Walk(claims).SelectMany(place => CheckAnyType(place, context)))
            .Distinct().Where(violation => !taken.Contains(violation.Path)));
        if (found.Count > MaxViolations)
        {
            found.RemoveRange(MaxViolations, found.Count - MaxViolations);
            found.Add(new Violation(Root, new LocalizedText("还有其他不符之处，请先改正以上各处。", "There are more; correct those above first.")));
        }

        return found.Count == 0 ? null : new Refusal(IssuingFaults.ClaimsInvalid, [.. found]);
    }

    // The rules for all types.
    private static IEnumerable<Violation> CheckAnyType(ClaimPlace place, RuleContext context)
    {
        if (place.Text is not { Length: > 0 } text)
        {
            return [];
        }

        LocalizedText? problem =
            !VisibleText.HasVisible(text) ? new("没有可见的文字。", "It shows nothing.")
            : text.Contains(LostCharacter, StringComparison.Ordinal) ? new("含无法辨认的字符，可能编码有误。", "A character was lost in it, perhaps to a wrong encoding.")
            : place.Pointer == DocumentNumber.Pointer && VisibleText.HidesSomething(text) ? new("编号含不可见字符。", "The number has invisible characters.")
            : place.Date is { } date && (date.Year < EarliestYear || date.Year > context.Today.Year + FurthestYears) ? new("年份不合理。", "The year cannot be.")
            : null;
        return problem is null ? [] : [new Violation(place.Pointer, problem)];
    }

    private static JsonSchemaValidatorSettings MakeSettings()
    {
        // The library accepts a value if one validator does. So ours must be the only one for its format.
        var settings = new JsonSchemaValidatorSettings();
        var time = new UtcTime();
        settings.FormatValidators = [.. settings.FormatValidators.Where(validator => validator.Format != time.Format), time];
        return settings;
    }

    // An error in an item or in a branch contains its causes. The causes say what a person can correct.
    private static IEnumerable<Violation> Flatten(ValidationError error)
    {
        if (error is { Kind: ValidationErrorKind.PropertyRequired, Token: not JObject })
        {
            return []; // Another error already says that the value is not an object.
        }

        var causes = error is ChildSchemaValidationError child ? child.Errors.Values.SelectMany(list => list).ToImmutableArray() : [];
        if (error.Kind is ValidationErrorKind.NotAnyOf && causes.All(cause => cause.Kind is ValidationErrorKind.PropertyRequired))
        {
            // Each branch reports its own missing member, but only one of them is required.
            return [new Violation(FindPlace(error.Token), new LocalizedText(
                $"至少需要其中一项：{string.Join('、', causes.Select(cause => cause.Property))}。",
                $"At least one of these is needed: {string.Join(", ", causes.Select(cause => cause.Property))}."))];
        }

        return causes.IsEmpty ? [new Violation(FindPlace(error), Describe(error))] : causes.SelectMany(Flatten);
    }

    // The library joins names with dots and brackets, which names may also contain.
    private static string FindPlace(ValidationError error) => error.Kind is ValidationErrorKind.PropertyRequired
        ? JsonPointer.Append(FindPlace(error.Token), error.Property ?? "")
        : FindPlace(error.Token);

    private static string FindPlace(JToken? token) => token switch
    {
        null => Root,
        JProperty member => JsonPointer.Append(FindPlace(member.Parent), member.Name),
        { Parent: JArray array } => JsonPointer.Append(FindPlace((JToken)array), array.IndexOf(token)),
        _ => FindPlace(token.Parent),
    };

    private static LocalizedText Describe(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => new("缺少此项。", "It is missing."),
        ValidationErrorKind.NoAdditionalPropertiesAllowed => new("该类型没有此项。", "The type has no such claim."),
        ValidationErrorKind.StringExpected => new("应为文本。", "It must be a text."),
        ValidationErrorKind.IntegerExpected or ValidationErrorKind.NumberExpected => new("应为整数。", "It must be a whole number."),
        ValidationErrorKind.BooleanExpected => new("应为 true 或 false。", "It must be true or false."),
        ValidationErrorKind.ObjectExpected => new("应为对象。", "It must be an object."),
        ValidationErrorKind.ArrayExpected => new("应为数组。", "It must be an array."),
        ValidationErrorKind.NotInEnumeration => new("不是允许的取值。", "It is not one of the allowed values."),
        ValidationErrorKind.PatternMismatch => new("格式不符。", "It does not have the required form."),
        ValidationErrorKind.DateExpected => new("应为日期，如 2026-01-31。", "It must be a date such as 2026-01-31."),
        ValidationErrorKind.DateTimeExpected => new("应为 UTC 时间，如 2026-01-31T00:00:00Z。", "It must be a UTC time such as 2026-01-31T00:00:00Z."),
        ValidationErrorKind.UriExpected => new("应为网址。", "It must be a URI."),
        ValidationErrorKind.UuidExpected or ValidationErrorKind.GuidExpected => new("应为 UUID。", "It must be a UUID."),
        ValidationErrorKind.StringTooShort => new("文本太短。", "The text is too short."),
        ValidationErrorKind.StringTooLong => new("文本太长。", "The text is too long."),
        ValidationErrorKind.NumberTooSmall => new("数值太小。", "The number is too small."),
        ValidationErrorKind.NumberTooBig => new("数值太大。", "The number is too large."),
        ValidationErrorKind.TooFewItems => new("项目太少。", "It has too few items."),
        ValidationErrorKind.TooManyItems => new("项目太多。", "It has too many items."),
        ValidationErrorKind.ItemsNotUnique => new("项目重复。", "An item occurs twice."),
        _ => new("不符合该类型的要求。", "It does not fit the record type."),
    };

    /// <summary>Checks times by RFC 3339 section 5.6. The library accepts hour 25 and the 31st of February.</summary>
    private sealed class UtcTime : IFormatValidator
    {
        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

        public string Format => "date-time";

        public bool IsValid(string value, JTokenType tokenType) => DateTimeOffset.TryParseExact(
            value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
    }
}
