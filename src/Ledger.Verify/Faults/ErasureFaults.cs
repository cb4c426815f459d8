using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG27xx: why the data of a resident is not erased, or an erasure cannot be found.</summary>
public static class ErasureFaults
{
    public static readonly Fault SubjectUnknown = new("LDG2701", 404,
        new("本部门没有此人的资料。", "The department has no data of this person."),
        new("请核对证件；此前已删除的人不再查得到。", "Check the identity document. A person who was erased before cannot be found any more."));

    public static readonly Fault SecondPersonNeeded = new("LDG2702", 403,
        new("删除须由提出者之外的另一人批准。", "Somebody other than the one who asked must approve the erasure."),
        new("请由另一位运维人员用自己的令牌批准；提出者所发的令牌不算。", "Have another operator approve it with their own token; a token that the asker made does not count."));

    public static readonly Fault HeldByLaw = new("LDG2703", 409,
        new("依法须保留，到期前不得删除。", "A law requires the data to be kept until a date; it cannot be erased before."),
        new("请告知居民所列法律与日期，到期后再办。", "Tell the resident the law and the date listed, and erase it afterwards."));

    public static readonly Fault BeingErased = new("LDG2704", 409,
        new("办理期间，该居民的资料已被删除。", "The resident's data was erased while this was done."),
        new("如确需重新建档，请再次提交。", "Send it again only if the resident is to be entered again."));

    public static readonly Fault Malformed = new("LDG2705", 400,
        new("请求的格式不正确。", "The request does not have the right form."),
        new("请修正所列各处。", "Correct every place listed."));

    public static readonly Fault NotFound = new("LDG2706", 404,
        new("没有这项删除申请或删除证明。", "There is no such request for erasure, and no such certificate."),
        new("请核对编号与部门。", "Check the id and the department."));

    public static readonly Fault HoldNotFound = new("LDG2707", 404,
        new("没有这项保留要求。", "There is no such hold."),
        new("请核对编号与部门。", "Check the id and the department."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        SubjectUnknown, SecondPersonNeeded, HeldByLaw, BeingErased, Malformed, NotFound, HoldNotFound,
    ];
}
