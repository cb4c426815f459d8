using System.Collections.Frozen;
using Ledger.Schemas;
using Ledger.Verify.Faults;

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
        found.AddRange(type.Schema.Check(request.Claims, Root).Where(violation => !taken.Contains(violation.Path)));
        taken = found.Select(violation => violation.Path).ToHashSet(StringComparer.Ordinal);
        found.AddRange(type.Rules.SelectMany(rule => rule.Check(claims, context)).Concat(CheckTexts(claims, context))
            .Distinct().Where(violation => !taken.Contains(violation.Path)));
        if (found.Count > MaxViolations)
        {
            found.RemoveRange(MaxViolations, found.Count - MaxViolations);
            found.Add(new Violation(Root, new LocalizedText("还有其他不符之处，请先改正以上各处。", "There are more; correct those above first.")));
        }

        return found.Count == 0 ? null : new Refusal(IssuingFaults.ClaimsInvalid, [.. found]);
    }

    // The rules for all types.
    private static IEnumerable<Violation> CheckTexts(ClaimPlace claims, RuleContext context) =>
        OrdinaryTexts.AreAllIn(claims.Value, EarliestYear, context.Today.Year + FurthestYears)
            ? []
            : ClaimPlaces.Walk(claims).SelectMany(place => CheckAnyType(place, context));

    private static IEnumerable<Violation> CheckAnyType(ClaimPlace place, RuleContext context)
    {
        if (place.Text is not { Length: > 0 } text)
        {
            return [];
        }

        LocalizedText? problem =
            !VisibleText.HasVisible(text) ? new("没有可见的文字。", "It shows nothing.")
            : text.Contains(LostCharacter, StringComparison.Ordinal) ? new("含无法辨认的字符，可能编码有误。", "It contains an unreadable character, perhaps because of a wrong encoding.")
            : place.Pointer == DocumentNumber.Pointer && VisibleText.HidesSomething(text) ? new("编号含不可见字符。", "The number has invisible characters.")
            : place.Date is { } date && (date.Year < EarliestYear || date.Year > context.Today.Year + FurthestYears) ? new("年份不合理。", "The year is not plausible.")
            : null;
        return problem is null ? [] : [new Violation(place.Pointer, problem)];
    }
}
