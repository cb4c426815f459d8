using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Portal.Checking;

/// <summary>The verdicts, checks and statuses in words for somebody who has never heard of any of this. Stateless.</summary>
public static class CheckWords
{
    /// <summary>The verdict as a heading.</summary>
    public static LocalizedText Title(Verdict verdict) => verdict switch
    {
        Verdict.Valid => new("真实有效", "Genuine and in force"),
        Verdict.NotInForce => new("真实，但现在不生效", "Genuine, but not in force"),
        Verdict.NotGenuine => new("不真实", "Not genuine"),
        Verdict.CouldNotBeChecked => new("未能核验", "Could not be checked"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>What the verdict means, in one sentence.</summary>
    public static LocalizedText Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Valid => new("这份记录确由下面的部门签发，没有被改动，现在有效。", "The department below issued this record. It is unchanged and counts today."),
        Verdict.NotInForce => new("这份记录确由下面的部门签发，没有被改动，但现在不能作为依据。", "The department below issued this record and it is unchanged, but nobody may rely on it now."),
        Verdict.NotGenuine => new("这不是部门签发的内容。请不要以它为依据，并联系它所称的签发部门。", "This is not what the department issued. Do not rely on it, and ask the department that it names."),
        Verdict.CouldNotBeChecked => new("我们现在查不出结果。这不说明记录有问题。", "We cannot tell at the moment. This says nothing against the record."),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The sign beside the verdict. A reader who sees no colours tells the verdicts apart by it.</summary>
    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "✓",
        Verdict.NotInForce => "!",
        Verdict.NotGenuine => "✗",
        _ => "?",
    };

    /// <summary>What a check looks at.</summary>
    public static LocalizedText Check(CheckName name) => name switch
    {
        CheckName.Form => new("文件完整、格式正确", "The file is complete and in the right form"),
        CheckName.Disclosures => new("出示的内容属于这份记录", "What is shown belongs to this record"),
        CheckName.Seal => new("部门的电子封签", "The department's seal"),
        CheckName.IssuerAuthorised => new("部门当时有权签发这类记录", "The department was allowed to issue this type then"),
        CheckName.Commitment => new("与日志中的登记一致", "It agrees with its entry in the log"),
        CheckName.Inclusion => new("确实登记在部门的日志中", "It is in the department's log"),
        CheckName.Checkpoint => new("部门对日志的签名", "The department signed the log"),
        CheckName.Anchored => new("日志已锚定在各部门共同的链上", "The departments' chain holds that log"),
        CheckName.Final => new("链上的登记已经不可撤回", "The entry on the chain can no longer be undone"),
        CheckName.Status => new("没有被暂停、撤销或替换", "It is not suspended, revoked or replaced"),
        CheckName.Validity => new("在有效期内", "Today is within its dates"),
        CheckName.HolderBinding => new("出示人就是持有人", "The person showing it is its holder"),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>The outcome of a check.</summary>
    public static LocalizedText Outcome(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => new("通过", "passed"),
        CheckOutcome.Failed => new("未通过", "failed"),
        CheckOutcome.NotRun => new("未检查", "not checked"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>A status.</summary>
    public static LocalizedText Status(EntryStatus status) => status switch
    {
        EntryStatus.Active => new("有效", "in force"),
        EntryStatus.Suspended => new("已暂停", "suspended"),
        EntryStatus.Revoked => new("已撤销", "revoked"),
        EntryStatus.Superseded => new("已被新的记录替换", "replaced by a newer record"),
        EntryStatus.Withdrawn => new("本人已撤回", "withdrawn by the resident"),
        _ => new("状态未知", "unknown status"),
    };
}
