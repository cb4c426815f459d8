using Ledger.Verify.Faults;
using NJsonSchema.Validation;

namespace Ledger.Schemas;

/// <summary>What the errors of the schema library say to people. Stateless.</summary>
internal static class SchemaErrorText
{
    /// <summary>What is wrong with a value, in both languages.</summary>
    public static LocalizedText Describe(ValidationErrorKind kind) => kind switch
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
}
