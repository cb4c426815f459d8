using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG5xxx: why a status change is rejected.</summary>
public static class StatusFaults
{
    public static readonly Fault RecordNotFound = new("LDG5001", 404,
        new("没有这条记录。", "There is no such record."),
        new("请核对编号与部门。", "Check the id and the department."));

    public static readonly Fault AlreadyFinal = new("LDG5002", 409,
        new("记录已撤销、已被取代或已撤回，不能再更改。", "The record was revoked, superseded or withdrawn; that is final."),
        new("如需继续，请签发新的记录。", "Issue a new record instead."));

    public static readonly Fault AlreadySo = new("LDG5003", 409,
        new("记录已处于该状态。", "The record already has that status."),
        new("无需操作。", "There is nothing to do."));

    public static readonly Fault SuccessorMissing = new("LDG5004", 422,
        new("“已被取代”需要指明新记录，其他状态不得指明。", "The status superseded needs the id of the new record in successor; other statuses must not have a successor."),
        new("请填写或删除 successor。", "Add or remove successor."));

    public static readonly Fault SuccessorUnknown = new("LDG5005", 422,
        new("新记录不存在、已失效，或就是这条记录本身。", "The successor does not exist here, is not in force, or is the record itself."),
        new("请先签发新记录，再填写它的编号。", "Issue the new record first and give its id."));

    public static readonly Fault OnlyForConsents = new("LDG5006", 422,
        new("“已撤回”只用于同意书。", "Only a consent can be withdrawn."),
        new("证书与决定请用“已撤销”。", "Revoke certificates and decisions."));

    public static readonly Fault ReasonMissing = new("LDG5007", 422,
        new("需要说明理由，1 至 500 字。", "A reason is needed, 1 to 500 characters."),
        new("请用居民能看懂的话写明理由。", "Say why, in words the resident understands."));

    public static readonly Fault Malformed = new("LDG5008", 400,
        new("状态请求的格式不正确。", "The request to change a status does not have the right form."),
        new("请修正所列各处。", "Correct every place listed."));

    public static readonly Fault SuccessorOfAnother = new("LDG5009", 422,
        new("新记录属于另一位居民。", "The successor is about another subject."),
        new("请填写同一居民的新记录编号。", "Give the id of a record of the same subject."));

    public static readonly Fault SuccessorOfOtherType = new("LDG5010", 422,
        new("新记录的类型不同。", "The successor is of another type."),
        new("只有同一类型（版本不限）的记录可以取代；否则请撤销原记录。",
            "Only a record of the same type, of any version, can replace it; otherwise revoke the record."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        RecordNotFound, AlreadyFinal, AlreadySo, SuccessorMissing, SuccessorUnknown, OnlyForConsents, ReasonMissing, Malformed, SuccessorOfAnother,
        SuccessorOfOtherType,
    ];
}
