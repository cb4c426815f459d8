using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// The table of identity documents. Every entry point reads identities here before it computes anything from them. So one person has one number, and
/// an erasure finds all records. Stateless; safe for use from any thread.
/// </summary>
public static partial class IdentityTypes
{
    public const string ResidentIdentityCard = "resident-identity-card";

    /// <summary>All types, in the order of a form.</summary>
    public static ImmutableArray<IdentityType> All { get; } =
    [
        new(ResidentIdentityCard, "居民身份证", "Resident identity card",
            new("18 位公民身份号码，出生日期与校验码须正确。", "It is the 18 characters of a citizen's number with a real birthdate and the right check character."),
            CitizenNumber.Parse) { Aliases = ["身份证", "公民身份号码", "id-card", "identity-card", "resident-id-card"] },
        new("household-register", "居民户口簿", "Household register",
            new("公民身份号码，或 5 至 14 位字母数字的户口簿编号。", "It is a citizen's number, or the register's own number of 5 to 14 letters and digits."),
            (text, today) => CitizenNumber.Parse(text, today) ?? Plain(RegisterNumber(), text)) { Aliases = ["户口簿", "户口本"] },
        new("birth-certificate", "出生医学证明", "Birth certificate",
            new("一位字母加 9 位数字。", "It is a letter and 9 digits."), (text, _) => Plain(BirthCertificate(), text)),
        new("passport", "护照", "Passport",
            new("5 至 12 位字母数字。", "It is 5 to 12 letters and digits."), (text, _) => Plain(Passport(), text)),
        new("hong-kong-macao-travel-permit", "港澳居民来往内地通行证", "Travel permit of Hong Kong and Macao residents",
            new("H 或 M 加 8 位数字；其后的两位换证次数不计。", "It is H or M and 8 digits. Two digits of a renewal after them are ignored."),
            (text, _) => Plain(HongKongMacaoPermit(), text)) { Aliases = ["回乡证", "mainland-travel-permit-for-hong-kong-and-macao-residents"] },
        new("taiwan-travel-permit", "台湾居民来往大陆通行证", "Travel permit of Taiwan residents",
            new("8 位数字；其后的换证次数与字母不计。", "It is 8 digits. The renewal and the letter after them are ignored."),
            (text, _) => Plain(TaiwanPermit(), text)) { Aliases = ["台胞证", "mainland-travel-permit-for-taiwan-residents"] },
        new("hong-kong-macao-residence-permit", "港澳居民居住证", "Residence permit for Hong Kong and Macao residents",
            new("18 位，以 810000 或 820000 开头，出生日期与校验码须正确。", "It is 18 characters that begin with 810000 or 820000, with a real birthdate and the right check character."),
            (text, today) => CitizenNumber.ParseWithArea(text, today, "810000", "820000")),
        new("taiwan-residence-permit", "台湾居民居住证", "Residence permit for Taiwan residents",
            new("18 位，以 830000 开头，出生日期与校验码须正确。", "It is 18 characters that begin with 830000, with a real birthdate and the right check character."),
            (text, today) => CitizenNumber.ParseWithArea(text, today, "830000")),
        new("foreign-permanent-resident-card", "外国人永久居留身份证", "Foreign permanent resident card",
            new("以 9 开头的 18 位，或旧证的 3 位字母加 12 位数字。", "It is 18 characters that begin with 9 and have the right check character, or the older 3 letters and 12 digits."),
            (text, today) => CitizenNumber.ParseWithArea(text, today, "9") ?? OlderForeignCard(text)) { Aliases = ["外国人永久居留证"] },
        new("unified-social-credit-code", "统一社会信用代码", "Unified social credit code",
            new("18 位，校验码须正确；只用于组织。", "It is 18 characters with the right check character, and it belongs to an organisation."),
            (text, _) => IsSocialCreditCode(text) ? new ParsedIdentity(text) : null) { Aliases = ["uscc"], IsOfOrganisation = true },
        new("other", "其他证件", "Other document",
            new("1 至 40 位字母或数字；有自己类型的号码请用该类型。", "It is 1 to 40 letters and digits. If there is a type for the document, use that type."),
            (text, today) => CitizenNumber.Parse(text, today) is null && CitizenNumber.ParseWithArea(text, today, "81", "82", "83", "9") is null
                && !IsSocialCreditCode(text) ? Plain(OtherNumber(), text) : null),
    ];

    // Must stand below the table, because it is computed from it.
    private static readonly FrozenDictionary<string, IdentityType> ByKey = All
        .SelectMany(type => type.Aliases.Append(type.Name).Append(type.Label.Zh).Append(type.Label.En).Select(KeyOf).Distinct(StringComparer.Ordinal),
            (type, key) => KeyValuePair.Create(key, type))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads an identity as a person typed it.</summary>
    /// <param name="idType">The type's name. Other spellings and the Chinese name are accepted.</param>
    /// <param name="idNumber">The number as typed. Invisible characters, width and case are ignored.</param>
    /// <param name="today">The latest allowed date of birth.</param>
    /// <param name="typePath">The JSON Pointer of the type in the request.</param>
    /// <param name="numberPath">The JSON Pointer of the number in the request.</param>
    public static Outcome<IdentityNumber> Read(string idType, string idNumber, DateOnly today, string typePath, string numberPath)
    {
        if (!ByKey.TryGetValue(KeyOf(idType), out var type))
        {
            var names = string.Join(", ", All.Select(known => known.Name));
            return Refusal.At(IssuingFaults.UnknownIdType, typePath, $"应为以下之一：{names}。", $"It must be one of: {names}.");
        }

        return type.Parse(VisibleText.Fold(idNumber).Trim().ToUpperInvariant(), today) is { } parsed
            ? new IdentityNumber(type, parsed)
            : new Refusal(IssuingFaults.IdNumberMalformed, [new Violation(numberPath, type.Form)]);
    }

    /// <summary>GB 32100-2015: 18 characters of an alphabet without I, O, S, V and Z. The last is a check character.</summary>
    internal static bool IsSocialCreditCode(string text) => SocialCreditCode().IsMatch(text) && text[^1] == CheckCharacters.SocialCredit(text.AsSpan(..^1));

    // The first group is the number. Renewal counters and similar parts are outside the group.
    private static ParsedIdentity? Plain(Regex form, string text) => form.Match(text) is { Success: true } match ? new ParsedIdentity(match.Groups[1].Value) : null;

    // Nationality (3 letters), issuing place (4), birthdate (6), sequence and check (2).
    private static ParsedIdentity? OlderForeignCard(string text) =>
        OlderForeignCardNumber().IsMatch(text) && DateOnly.TryParseExact(text.AsSpan(7, 6), "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new ParsedIdentity(text, text.Substring(7, 6))
            : null;

    private static string KeyOf(string name) =>
        string.Concat(VisibleText.Fold(name).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex("^([0-9A-Z]{5,14})(?!\\n)$")]
    private static partial Regex RegisterNumber();

    [GeneratedRegex("^([A-Z][0-9]{9})(?!\\n)$")]
    private static partial Regex BirthCertificate();

    [GeneratedRegex("^([0-9A-Z]{5,12})(?!\\n)$")]
    private static partial Regex Passport();

    [GeneratedRegex("^([HM][0-9]{8})(\\(?[0-9]{2}\\)?)?(?!\\n)$")]
    private static partial Regex HongKongMacaoPermit();

    [GeneratedRegex("^([0-9]{8})([0-9]{2}(\\(?[A-Z]\\)?)?)?(?!\\n)$")]
    private static partial Regex TaiwanPermit();

    [GeneratedRegex("^[A-Z]{3}[0-9]{12}(?!\\n)$")]
    private static partial Regex OlderForeignCardNumber();

    [GeneratedRegex("^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?!\\n)$")]
    private static partial Regex SocialCreditCode();

    [GeneratedRegex("^([\\p{L}0-9]{1,40})(?!\\n)$")]
    private static partial Regex OtherNumber();
}
