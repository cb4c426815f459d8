using System.Globalization;
using Ledger.Faults;

namespace Ledger.Issuing;

/// <summary>Of the dates given, none lies before the one ahead of it.</summary>
internal sealed record DateOrder(string In, IReadOnlyList<string> Dates) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        foreach (var around in ClaimPlaces.Select(claims, In))
        {
            ClaimPlace? before = null;
            foreach (var path in Dates)
            {
                var places = ClaimPlaces.Select(around, path).Where(place => place.Date is not null).ToList();
                foreach (var place in places.Where(place => place.Date < before?.Date))
                {
                    var name = before?.Pointer[ClaimPlaces.Root.Length..].TrimStart('/');
                    yield return At(place, $"不得早于 {name}。", $"It may not be before {name}.");
                }

                before = places.Count > 0 ? places[^1] : before;
            }
        }
    }
}

/// <summary>What happened to a person lies between their birth and today.</summary>
internal sealed record Past(IReadOnlyList<string> Dates) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        foreach (var place in Dates.SelectMany(path => ClaimPlaces.Select(claims, path)).Where(place => place.Date is not null))
        {
            if (place.Date > context.Today)
            {
                yield return At(place, "日期在将来。", "The date is in the future.");
            }
            else if (context.Birthdate is { } birthdate && place.Date < birthdate)
            {
                yield return At(place, "早于居民的出生日期。", "It is before the subject's birth.");
            }
        }
    }
}

/// <summary>A unified social credit code has the right check character. Codes of another form are the schema's matter.</summary>
internal sealed record SocialCreditCodes(IReadOnlyList<string> Places) : ClaimRule
{
    private const int Length = 18;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => Places
        .SelectMany(path => ClaimPlaces.Select(claims, path))
        .Where(place => place.Text is { Length: Length } code && !code.Contains('.', StringComparison.Ordinal) && !IdentityTypes.IsSocialCreditCode(code))
        .Select(place => At(place, "统一社会信用代码的校验码不符。", "The check character of the unified social credit code is wrong."));
}

/// <summary>A person's name.</summary>
internal sealed record PersonNames(IReadOnlyList<string> Places) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => Places
        .SelectMany(path => ClaimPlaces.Select(claims, path))
        .Select(place => (Place: place, Problem: place.Text is { } name ? SubjectCheck.FindProblemOfName(name) : null))
        .Where(found => found.Problem is not null)
        .Select(found => new Violation(found.Place.Pointer, found.Problem!)); // Filtered above.
}

/// <summary>The identity number of somebody other than the subject, in the one form of its type.</summary>
internal sealed record Identity(string Type, string Number) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        if (ClaimPlaces.Select(claims, Number).FirstOrDefault() is not { Text: { } number } place)
        {
            return [];
        }

        if (ClaimPlaces.Select(claims, Type).FirstOrDefault() is not { Text: { } type } typePlace)
        {
            return [At(place, "还需要证件类型。", "Its type of document is needed too.")];
        }

        var read = IdentityTypes.Read(type, number, context.Today, typePlace.Pointer, place.Pointer);
        return read.Refusal is { } refusal ? refusal.Violations
            : read.Required.Number != number ? [At(place, $"应写作 {read.Required.Type.Form.Zh}", $"It is not in its one form. {read.Required.Type.Form.En}")]
            : [];
    }
}

/// <summary>A number made of a letter and the subject's own identity number, where the letter says so.</summary>
internal sealed record SubjectNumber(string Place, string Letter) : ClaimRule
{
    private const int CitizenNumberLength = 18;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Place)
        .Where(place => place.Text is { } text && text.StartsWith(Letter, StringComparison.Ordinal)
            && context.Subject.Identity.Number is { Length: CitizenNumberLength } number && text[Letter.Length..] != number)
        .Select(place => At(place, $"{Letter} 之后应为居民的证件号码。", $"Behind {Letter} stands the subject's identity number."));
}

/// <summary>Statements that the subject has reached an age, as of a date.</summary>
internal sealed record AgesReached(string On, IReadOnlyDictionary<string, int> Over) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        if (context.Birthdate is not { } birthdate || ClaimPlaces.Select(claims, On).FirstOrDefault().Date is not { } on)
        {
            yield break;
        }

        foreach (var (name, age) in Over)
        {
            foreach (var place in ClaimPlaces.Select(claims, name))
            {
                if (place.Value.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
                    && place.Value.GetBoolean() != (birthdate.AddYears(age) <= on))
                {
                    yield return At(place, "与出生日期不一致。", "It contradicts the birthdate.");
                }
            }
        }
    }
}

/// <summary>A total is the sum of its parts.</summary>
internal sealed record Sum(string Parts, string Total) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        var parts = ClaimPlaces.Select(claims, Parts).Select(place => place.Number).ToList();
        return parts.Count == 0 || parts.Contains(null)
            ? []
            : ClaimPlaces.Select(claims, Total).Where(total => total.Number is { } number && number != parts.Sum())
                .Select(total => At(total, "不等于各项之和。", "It is not the sum of its parts."));
    }
}

/// <summary>No value occurs twice.</summary>
internal sealed record Distinct(string Places) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Places)
        .GroupBy(place => place.Text, StringComparer.Ordinal)
        .Where(group => group.Key is not null)
        .SelectMany(group => group.Skip(1))
        .Select(place => At(place, "重复。", "It occurs twice."));
}

/// <summary>A school year joins a year and the next.</summary>
internal sealed record SchoolYear(string Place) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Place)
        .Where(place => place.Text is { Length: 9 } text
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(text.AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && second != first + 1)
        .Select(place => At(place, "应为相邻的两年。", "It must be a year and the next."));
}

/// <summary>One number is at most another.</summary>
internal sealed record AtMost(string In, string Less, string More) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) =>
        from around in ClaimPlaces.Select(claims, In)
        from less in ClaimPlaces.Select(around, Less)
        from more in ClaimPlaces.Select(around, More)
        where less.Number > more.Number
        select At(less, $"不得大于 {More}。", $"It may not be more than {More}.");
}

/// <summary>The numbers that go with a code.</summary>
internal sealed record Fits(string Place, string By, IReadOnlyDictionary<string, (long From, long To)> Ranges) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) =>
        from code in ClaimPlaces.Select(claims, By)
        from range in Ranges
        where range.Key == code.Text
        from place in ClaimPlaces.Select(claims, Place)
        where place.Number < range.Value.From || place.Number > range.Value.To
        select At(place, $"与 {By} 不一致。", $"It does not go with {By}.");
}

/// <summary>GB/T 36904-2018: an electronic licence's identifier names its type and ends in a check character over all parts behind the root.</summary>
internal sealed record Licence : ClaimRule
{
    private const int PartsOfRoot = 5;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        var type = ClaimPlaces.Select(claims, "electronic_licence/cert_type_code").FirstOrDefault().Text;
        return ClaimPlaces.Select(claims, "electronic_licence/cert_identifier")
            .Where(place => place.Text is { } text && !IsIdentifier(text.Split('.'), type))
            .Select(place => At(place, "电子证照标识的校验码或类型代码不符。", "The identifier's check character or its type is wrong."));
    }

    private static bool IsIdentifier(string[] parts, string? type)
    {
        // The schema says how many there are and of which characters.
        var joined = string.Concat(parts.Skip(PartsOfRoot).SkipLast(1));
        return parts.Length <= PartsOfRoot || !joined.All(char.IsAsciiLetterOrDigit)
            || ((type is null || parts[PartsOfRoot] == type) && parts[^1] == CheckCharacters.Mod37And36(joined).ToString());
    }
}
