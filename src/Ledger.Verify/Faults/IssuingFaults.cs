using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG2xxx: why a request to issue a record is rejected.</summary>
public static class IssuingFaults
{
    public static readonly Fault Malformed = new("LDG2001", 400,
        new("请求不是格式正确的 JSON。", "The request is not well-formed JSON."),
        new("请按提示位置修正后重发。", "Correct the place named and send it again."));

    public static readonly Fault TooLarge = new("LDG2002", 413,
        new("记录超过 1 MiB。", "The record is larger than 1 MiB."),
        new("请删减内容；附件不放入记录。", "Send less; attachments do not belong in a record."));

    public static readonly Fault DuplicateMember = new("LDG2003", 400,
        new("同一对象中有重复的成员名。", "An object names the same member twice."),
        new("每个成员名只保留一个。", "Keep one of each name."));

    public static readonly Fault UnexpectedForm = new("LDG2004", 400,
        new("请求缺少成员、成员类型不对，或含有未知成员。", "The request lacks a member, has one of the wrong kind, or one that is not known."),
        new("请对照接口说明修正所列各处。", "Correct each place listed; the API description shows the right form."));

    public static readonly Fault UnknownType = new("LDG2005", 422,
        new("没有这种记录类型或版本。", "There is no such record type or version."),
        new("请从 /v1/types 选用一种。", "Choose one from /v1/types."));

    public static readonly Fault TypeNotAllowed = new("LDG2006", 403,
        new("该部门无权签发这种记录。", "The department is not authorised to issue this type of record."),
        new("请由有权部门签发，或申请授权。", "Have an authorised department issue it, or apply for authorisation."));

    public static readonly Fault OtherDepartment = new("LDG2007", 403,
        new("这一行属于另一个部门。", "The line belongs to another department."),
        new("请用该部门的令牌发到该部门的地址。", "Send it to that department's address with that department's token."));

    public static readonly Fault SubjectNotIdentified = new("LDG2008", 422,
        new("居民信息缺少证件类型或证件号码。", "The subject has no identifier: idType and idNumber are both needed."),
        new("请补全 subject.idType 与 subject.idNumber。", "Give subject.idType and subject.idNumber."));

    public static readonly Fault DatesReversed = new("LDG2009", 422,
        new("截止时间不晚于起始时间。", "validUntil is not after validFrom."),
        new("请核对两个日期。", "Check the two dates."));

    public static readonly Fault ClaimsInvalid = new("LDG2010", 422,
        new("记录内容不符合该类型的要求。", "The claims do not fit the record type."),
        new("请修正所列各处，一次可全部改正。", "Correct every place listed; the list is complete."));

    public static readonly Fault KeyReused = new("LDG2011", 422,
        new("该 Idempotency-Key 已用于另一份内容。", "This Idempotency-Key was already used with another body."),
        new("新记录请用新的键；重发请用原内容。", "Use a new key for a new record, or send the first body again."));

    public static readonly Fault KeyMissing = new("LDG2012", 400,
        new("缺少 Idempotency-Key。", "An Idempotency-Key is needed."),
        new("每条新记录给一个不重复的键，重发时不变。", "Give each new record its own key and keep it when you send again."));

    public static readonly Fault KeyMalformed = new("LDG2013", 400,
        new("Idempotency-Key 应为 1 至 200 个可见 ASCII 字符。", "An Idempotency-Key is 1 to 200 visible ASCII characters."),
        new("建议使用 UUID。", "A UUID is a good key."));

    public static readonly Fault NumberNotWhole = new("LDG2014", 422,
        new("记录中的数字必须是整数。", "Numbers in a record must be whole numbers within ±(2^53 − 1)."),
        new("金额用分等最小单位，比例用文字。", "Write amounts in minor units, such as cents."));

    public static readonly Fault TooDeep = new("LDG2015", 400,
        new("嵌套超过 16 层。", "Nested deeper than 16 levels."),
        new("请减少嵌套。", "Flatten it."));

    public static readonly Fault TooManyDisclosures = new("LDG2016", 422,
        new("可分别出示的项目超过 200 个，或封签超过 64 KiB。", "More than 200 separately disclosable claims, or a seal over 64 KiB."),
        new("请拆成多条记录。", "Split it into several records."));

    public static readonly Fault TextNotValid = new("LDG2017", 400,
        new("文本不是有效的 Unicode。", "A text is not valid Unicode."),
        new("请以 UTF-8 重新生成请求。", "Send the request again as UTF-8."));

    public static readonly Fault UnknownIdType = new("LDG2018", 422,
        new("没有这种证件类型。", "There is no such type of identity document."),
        new("请从所列类型中选用一种。", "Choose one of the types listed."));

    public static readonly Fault IdNumberMalformed = new("LDG2019", 422,
        new("证件号码不符合该证件类型的格式。", "The identity number does not have the form of its type."),
        new("请按证件核对号码与类型。", "Compare number and type with the document."));

    public static readonly Fault SubjectImplausible = new("LDG2020", 422,
        new("居民信息有误，或与证件号码不一致。", "What is said of the subject cannot be true, or contradicts the identity number."),
        new("请按证件核对所列各处。", "Compare every place listed with the document."));

    public static readonly Fault NotUtf8 = new("LDG2021", 400,
        new("请求是 UTF-16 编码，应为 UTF-8。", "The request is UTF-16; it must be UTF-8."),
        new("请另存为 UTF-8 后重发。", "Save it as UTF-8 and send it again."));

    public static readonly Fault DocumentIssuedBefore = new("LDG2023", 409,
        new("该部门已签发过同一类型、同一文书编号的记录。", "The department has issued a record of this type with this document number before."),
        new("请使用所列的已有记录；如要更换，请在 replaces 中写明它，签发后将它改为“已被取代”。",
            "Use the record named. To replace it, name it in replaces, and supersede it once the new one is issued."));

    public static readonly Fault ReplacedUnknown = new("LDG2024", 422,
        new("replaces 所指的记录不能由这条记录更换。", "The record named in replaces cannot be replaced by this one."),
        new("请核对编号：须为本部门同一居民、同一类型、尚未终结的记录。",
            "Check the id: it must be a record of this department, of the same subject and type, that is not revoked, superseded or withdrawn."));

    public static readonly Fault ValidityImplausible = new("LDG2022", 422,
        new("有效期不合理，或与记录内容不一致。", "The period of validity is implausible, or does not agree with the claims."),
        new("请核对 validFrom、validUntil 与 date_of_expiry。", "Compare validFrom, validUntil and date_of_expiry."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Malformed, TooLarge, DuplicateMember, UnexpectedForm, UnknownType, TypeNotAllowed, OtherDepartment, SubjectNotIdentified, DatesReversed,
        ClaimsInvalid, KeyReused, KeyMissing, KeyMalformed, NumberNotWhole, TooDeep, TooManyDisclosures, TextNotValid, UnknownIdType,
        IdNumberMalformed, SubjectImplausible, NotUtf8, DocumentIssuedBefore, ReplacedUnknown, ValidityImplausible,
    ];
}
