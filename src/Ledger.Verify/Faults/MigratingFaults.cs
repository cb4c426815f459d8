using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG87xx: why a department cannot move to another chain, and how a migration record differs from the chain.</summary>
public static class MigratingFaults
{
    public static readonly Fault LogAhead = new("LDG8701", 409,
        new("旧链尚未以最终区块锚定日志的全部条目。", "The old chain has no final anchor of the whole log yet."),
        new("请让节点在旧链上运行到全部锚定且最终确定，再停止节点重试。",
            "Let the node run on the old chain until everything is anchored and final, then stop it and try again."));

    public static readonly Fault HeadDiffers = new("LDG8702", 409,
        new("旧链上的树头与本机日志不同。", "The head on the old chain is not a head of this log."),
        new("请核对数据目录与旧链；若无误，请保留现场并通知审计人员。", "Check the data directory and the old chain; if they are right, keep everything as it is and call an auditor."));

    public static readonly Fault StatusesWaiting = new("LDG8703", 409,
        new("有状态变更尚未在旧链最终确定。", "Some status changes are not final on the old chain yet."),
        new("请让节点在旧链上运行到全部写入且最终确定，再停止节点重试。", "Let the node run on the old chain until they are final, then stop it and try again."));

    public static readonly Fault TransactionWaiting = new("LDG8704", 409,
        new("发往旧链的交易尚未结清。", "A transaction to the old chain is still pending."),
        new("请启动节点，待其结清后再停止重试。", "Start the node, wait until no transaction is pending, then stop it and try again."));

    public static readonly Fault UnknownOnOld = new("LDG8705", 409,
        new("旧链的登记处没有这个部门。", "The old chain's registry does not know the department."),
        new("请核对 --from-registry 与数据目录。", "Check --from-registry and the data directory."));

    public static readonly Fault UnknownOnNew = new("LDG8706", 409,
        new("新链的登记处没有这个部门，或该部门已被中止。", "The new chain's registry does not know the department, or has suspended it."),
        new("请先由新链的理事会接纳该部门。", "Have the new chain's council admit the department first."));

    public static readonly Fault KeyUnknownOnNew = new("LDG8707", 409,
        new("部门的日志密钥未在新链登记，或已失效。", "The department's log key is not registered, or not valid, on the new chain."),
        new("请在新链登记当前的日志密钥。", "Register the current log key on the new chain."));

    public static readonly Fault CompromiseUnknownOnNew = new("LDG8708", 409,
        new("旧链已声明泄露的密钥，在新链登记时未作同样声明。", "A key that was declared compromised on the old chain is registered on the new chain without that declaration."),
        new("请先在新链作同样的声明。", "Declare it compromised on the new chain, too, from the same time."));

    public static readonly Fault SamePlace = new("LDG8709", 409,
        new("新旧两链的编号、登记处与锚定合约相同。", "The old and the new chain have the same id, registry and anchor contract."),
        new("凭证包无法区分两者：请在新链改用另一链编号或合约地址。", "Bundles cannot distinguish them: give the new chain another id, or the contracts other addresses."));

    public static readonly Fault HistoryNotWhole = new("LDG8710", 409,
        new("旧链的节点未给出全部历史。", "The old chain's node does not show the whole history."),
        new("请改问保有全部事件与状态的节点。", "Ask a node that keeps all events and states."));

    public static readonly Fault EarlierMissing = new("LDG8711", 409,
        new("旧链登记了更早的迁移，而数据目录中没有其记录。", "The old chain's registry holds an earlier move whose record is not in the data directory."),
        new("请从备份或镜像取回公开日志下的 migration 文件。", "Fetch the missing file of the public log's migration folder from a backup or a mirror."));

    public static readonly Fault FactDiffers = new("LDG8712", 409,
        new("迁移记录与旧链不符。", "The migration record differs from the old chain."),
        new("请勿批准。请该部门说明。", "Do not approve it. Ask the department for an explanation."));

    public static readonly Fault NotApprovedBefore = new("LDG8713", 409,
        new("迁移记录所含更早的链，旧链的理事会未曾批准。", "The record contains an earlier chain that the old chain's council never approved."),
        new("请勿批准。请该部门说明。", "Do not approve it. Ask the department for an explanation."));

    public static readonly Fault NoteUnsigned = new("LDG8714", 409,
        new("迁移记录没有该部门在旧链上的日志密钥的签名。", "The record is not signed with a log key the department had on the old chain."),
        new("请勿批准。请该部门说明。", "Do not approve it. Ask the department for an explanation."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        LogAhead, HeadDiffers, StatusesWaiting, TransactionWaiting, UnknownOnOld, UnknownOnNew, KeyUnknownOnNew, CompromiseUnknownOnNew, SamePlace,
        HistoryNotWhole, EarlierMissing, FactDiffers, NotApprovedBefore, NoteUnsigned,
    ];
}
