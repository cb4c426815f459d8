using System.Collections.Immutable;
using System.Globalization;
using Ledger.Faults;
using NJsonSchema.Validation;

namespace Ledger.Issuing;

/// <summary>Checks the claims of a request against its type's JSON Schema and says every place that is wrong. Stateless.</summary>
internal static class ClaimsCheck
{
    private const int MaxViolations = 100;

    /// <summary>The refusal that lists every violation, up to a hundred; null when the claims fit.</summary>
    public static Refusal? Check(RecordRequest request, RecordType type)
    {
        var errors = type.Schema.Validate(request.Claims.GetRawText());
        return errors.Count == 0
            ? null
            : new Refusal(IssuingFaults.ClaimsInvalid, [.. errors.SelectMany(Flatten).Take(MaxViolations)]);
    }

    // An error inside a branch of oneOf, or inside an item, carries its causes; the leaves say what a person can mend.
    private static IEnumerable<Violation> Flatten(ValidationError error)
    {
        var causes = error is ChildSchemaValidationError { Errors.Count: > 0 } child
            ? child.Errors.Values.SelectMany(list => list).SelectMany(Flatten).ToImmutableArray()
            : [];
        return causes.Length > 0 ? causes : [new Violation(PointerOf(error), Describe(error))];
    }

    // The library writes "#/a.b[0].c"; JSON Pointer (RFC 6901) is what the rest of this system speaks.
    private static string PointerOf(ValidationError error)
    {
        var path = "/claims";
        var text = (error.Path ?? "").TrimStart('#').TrimStart('/');
        foreach (var part in text.Split('.', '[').Where(part => part.Length > 0))
        {
            var name = part.TrimEnd(']');
            path = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? JsonPointer.Append(path, index)
                : JsonPointer.Append(path, name);
        }

        return path;
    }

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
        ValidationErrorKind.DateExpected => new("应为日期,如 2026-01-31。", "It must be a date such as 2026-01-31."),
        ValidationErrorKind.DateTimeExpected => new("应为 RFC 3339 时间。", "It must be an RFC 3339 time."),
        ValidationErrorKind.UriExpected => new("应为网址。", "It must be a URI."),
        ValidationErrorKind.UuidExpected or ValidationErrorKind.GuidExpected => new("应为 UUID。", "It must be a UUID."),
        ValidationErrorKind.StringTooShort => new("文本太短。", "The text is too short."),
        ValidationErrorKind.StringTooLong => new("文本太长。", "The text is too long."),
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.IntegerTooBig => new("数值超出范围。", "The number is out of range."),
        ValidationErrorKind.NumberTooBig => new("数值太大。", "The number is too large."),
        ValidationErrorKind.TooFewItems => new("项目太少。", "It has too few items."),
        ValidationErrorKind.TooManyItems => new("项目太多。", "It has too many items."),
        ValidationErrorKind.ItemsNotUnique => new("项目重复。", "An item occurs twice."),
        _ => new("不符合该类型的要求。", "It does not fit the record type."),
    };
}
