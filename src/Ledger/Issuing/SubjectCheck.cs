using System.Collections.Frozen;
using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// Normalises a subject, or reports every wrong place: an empty name, an unknown sex, a future birthdate, or data that contradicts the identity
/// number. Stateless.
/// </summary>
internal static class SubjectCheck
{
    private const int OldestAge = 150;

    private static readonly FrozenDictionary<string, string> Sexes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // The English words, the Chinese words, and the codes of GB/T 2261.1.
        ["male"] = "male",
        ["m"] = "male",
        ["男"] = "male",
        ["男性"] = "male",
        ["1"] = "male",
        ["female"] = "female",
        ["f"] = "female",
        ["女"] = "female",
        ["女性"] = "female",
        ["2"] = "female",
        ["other"] = "other",
        ["其他"] = "other",
        ["unknown"] = "unknown",
        ["未知"] = "unknown",
        ["0"] = "unknown",
        ["unspecified"] = "unspecified",
        ["未说明"] = "unspecified",
        ["9"] = "unspecified",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Checks a subject.</summary>
    /// <param name="subject">The subject as sent.</param>
    /// <param name="today">The date in the time zone where each day begins first, so that a child born today is accepted everywhere.</param>
    public static Outcome<CheckedSubject> Check(Subject subject, DateOnly today)
    {
        var read = IdentityTypes.Read(subject.IdType, subject.IdNumber, today, "/subject/idType", "/subject/idNumber");
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var identity = read.Required;
        var found = new List<Violation>();
        var sex = ReadSex(subject.Sex, found);
        var normalised = new Subject(
            identity.Type.Name,
            identity.Number,
            ReadName(subject.Name, "/subject/name", found),
            subject.GivenName is "" ? null : ReadName(subject.GivenName, "/subject/givenName", found),
            subject.FamilyName is "" ? null : ReadName(subject.FamilyName, "/subject/familyName", found),
            subject.Birthdate,
            sex);
        CheckBirthdate(normalised, identity, today, found);
        CheckSex(normalised, identity, found);
        return found.Count > 0 ? new Refusal(IssuingFaults.SubjectImplausible, [.. found]) : new CheckedSubject(identity, normalised);
    }

    /// <summary>What is wrong with a person's name. Null if it is valid.</summary>
    public static LocalizedText? FindProblemOfName(string name) =>
        !VisibleText.HasLetter(name) ? new("姓名须含文字。", "A name has at least one letter.")
        : VisibleText.HidesSomething(VisibleText.Trim(name)) ? new("姓名含不可见字符或无法辨认的字符。", "The name has invisible or lost characters.")
        : null;

    private static string? ReadName(string? name, string path, List<Violation> found)
    {
        if (name is null)
        {
            return null;
        }

        if (FindProblemOfName(name) is { } problem)
        {
            found.Add(new Violation(path, problem));
        }

        return VisibleText.Trim(name);
    }

    private static string? ReadSex(string? sex, List<Violation> found)
    {
        if (sex is null || Sexes.TryGetValue(VisibleText.Fold(sex).Trim().ToLowerInvariant(), out var known))
        {
            return sex is null ? null : Sexes[VisibleText.Fold(sex).Trim().ToLowerInvariant()];
        }

        found.Add(new Violation("/subject/sex", new LocalizedText(
            "应为 male、female、other、unknown 或 unspecified。", "It must be male, female, other, unknown or unspecified.")));
        return null;
    }

    private static void CheckBirthdate(Subject subject, IdentityNumber identity, DateOnly today, List<Violation> found)
    {
        if (subject.Birthdate is not { } birthdate)
        {
            return;
        }

        var date = DateOnly.ParseExact(birthdate, "yyyy-MM-dd", CultureInfo.InvariantCulture); // The request reader has checked the form.
        LocalizedText? problem =
            identity.Type.IsOfOrganisation ? new("组织没有出生日期。", "An organisation has no birthdate.")
            : date > today ? new("出生日期在将来。", "The birthdate is in the future.")
            : date < today.AddYears(-OldestAge) ? new($"出生日期早于 {OldestAge} 年前。", $"The birthdate is more than {OldestAge} years ago.")
            : identity.Parsed.Birth is { } birth && !date.ToString("yyyyMMdd", CultureInfo.InvariantCulture).EndsWith(birth, StringComparison.Ordinal)
                ? new("与证件号码中的出生日期不一致。", "It is not the birthdate in the identity number.")
                : null;
        if (problem is not null)
        {
            found.Add(new Violation("/subject/birthdate", problem));
        }
    }

    private static void CheckSex(Subject subject, IdentityNumber identity, List<Violation> found)
    {
        if (subject.Sex is not null && identity.Type.IsOfOrganisation)
        {
            found.Add(new Violation("/subject/sex", new LocalizedText("组织没有性别。", "An organisation has no sex.")));
        }
        else if (identity.Parsed.IsMale is { } isMale && subject.Sex is "male" or "female" && isMale != (subject.Sex is "male"))
        {
            found.Add(new Violation("/subject/sex", new LocalizedText("与证件号码中的性别不一致。", "It is not the sex in the identity number.")));
        }
    }
}
