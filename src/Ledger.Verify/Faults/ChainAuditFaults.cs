using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>
/// LDG33xx: the findings of an audit that compares a node's logs, its records and the chain (up to LDG3349), and the reasons why
/// something could not be compared (from LDG3350). The second kind says nothing about the node's records.
/// </summary>
public static class ChainAuditFaults
{
    private static readonly LocalizedText Keep = new("请保留现场并通知审计人员。", "Keep everything as it is and call an auditor.");

    private static readonly LocalizedText Later = new("请稍后再查；这不说明记录有问题。", "Check again later; this says nothing about the records.");

    public static readonly Fault LogShorter = new("LDG3301", 500,
        new("日志比链上锚定的短。", "The log is shorter than its newest anchor on the chain."),
        new("可能恢复了旧备份，也可能有条目被删：请保留现场并恢复较新的备份。",
            "An old backup may have been restored, or entries removed: keep everything and restore a newer backup."));

    public static readonly Fault AnchoredRootDiffers = new("LDG3302", 500,
        new("链上锚定的树根与日志不同：历史被改写。", "A root anchored on the chain differs from the log's root: the history was rewritten."), Keep);

    public static readonly Fault NotAdmitted = new("LDG3303", 500,
        new("登记处没有此日志的部门。", "The registry knows no department with this log."),
        new("请核对 --registry；否则该节点冒用了部门的名义。", "Check --registry; if it is right, the node acts for a department that does not exist."));

    public static readonly Fault LogKeyNotRegistered = new("LDG3304", 500,
        new("节点出示的日志公钥不是登记的公钥。", "The verifier key that the node shows is not the registered one."), Keep);

    public static readonly Fault EntryMalformed = new("LDG3305", 500,
        new("日志中有不合格式的条目。", "An entry of the log does not have the form of an entry."), Keep);

    public static readonly Fault RecordTwice = new("LDG3306", 500,
        new("同一条记录在日志中签发了两次。", "A record is issued twice in the log."), Keep);

    public static readonly Fault RecordUnknown = new("LDG3307", 500,
        new("条目所指的记录此前并未签发。", "An entry is about a record that was not issued before it."), Keep);

    public static readonly Fault TimeWentBack = new("LDG3308", 500,
        new("条目的时间早于其前一条。", "An entry is older than the one before it."), Keep);

    public static readonly Fault StatusOrder = new("LDG3309", 500,
        new("日志中的状态变更不合规则。", "A status in the log must not follow the one before it."), Keep);

    public static readonly Fault StatusNotInLog = new("LDG3310", 500,
        new("链上有日志所没有的状态变更。", "The chain has a status change that the log does not have."),
        new("操作账户可能被他人使用：请通知审计人员。", "Somebody else may use the operator's account: call an auditor."));

    public static readonly Fault StatusNotOnChain = new("LDG3311", 500,
        new("日志中的状态未上链：核验者看到的是旧状态。", "A status in the log is not on the chain: verifiers see the old one."),
        new("请检查节点、操作账户与链；其代码见 /health/ready。", "Check the node, the operator's account and the chain; /health/ready has the code."));

    public static readonly Fault BundleMissing = new("LDG3320", 500,
        new("节点没有日志所记的记录。", "The node does not have a record that its log holds."),
        new("请从备份恢复；条目仍在日志中。", "Restore it from a backup; its entry is still in the log."));

    public static readonly Fault BundleNotGenuine = new("LDG3321", 500,
        new("节点给出的凭证包不真实。", "The node's bundle of a record is not genuine."), Keep);

    public static readonly Fault BundleOfAnother = new("LDG3322", 500,
        new("节点给出的是另一条目的凭证包。", "The node's bundle belongs to another entry."), Keep);

    public static readonly Fault ContentLost = new("LDG3323", 500,
        new("节点没有日志所记的一条记录的内容，且未依法抹除。", "The node has lost the content of a record that its log holds; it was not erased."),
        new("请从备份恢复，或向持有凭证包的人索取。", "Restore it from a backup, or ask a person who has its bundle."));

    public static readonly Fault ErasureNotLogged = new("LDG3324", 500,
        new("节点称该记录已抹除，但日志在其后没有抹除条目。", "The node says that a record was erased, and its log holds no erasure entry after it."), Keep);

    public static readonly Fault ChainSilent = new("LDG3350", 500,
        new("链没有给出答复。", "The chain gave no answer."),
        new("请核对 --rpc 与 --registry；若无误则为故障，请稍后再查。这不说明记录有问题。",
            "Check --rpc and --registry; if both are right it is an outage, so check again later. This says nothing about the records."));

    public static readonly Fault ChainIncomplete = new("LDG3351", 500,
        new("链节点没有给出全部事件。", "The chain's endpoint does not show every event."),
        new("请改问另一个链节点（--rpc）。", "Ask another endpoint with --rpc."));

    public static readonly Fault NodeSilent = new("LDG3352", 500,
        new("节点没有回答。", "The node did not answer."), Later);

    public static readonly Fault NodeRefused = new("LDG3375", 500,
        new("节点以自己的代码拒绝了请求，因此未作核对。", "The node answered with an error, so this was not checked."),
        new("请按该行所列的节点代码处理；这不说明记录有问题。", "Act on the node's code, which is shown with it; this says nothing about the records."));

    public static readonly Fault NoCheckpoint = new("LDG3353", 500,
        new("节点没有给出检查点。", "The node shows no checkpoint."),
        new("请核对 --node，并询问该部门：日志总有检查点。这不说明记录有问题。", "Check --node, and ask the department: a log always has a checkpoint. This says nothing about the records."));

    public static readonly Fault RecordsRefused = new("LDG3354", 500,
        new("令牌不能读取凭证包。", "The token does not permit reading the records' bundles."),
        new("请使用该部门的审计令牌。", "Use an auditor's token of the department."));

    public static readonly Fault RecordUnreadable = new("LDG3355", 500,
        new("节点未能给出一条记录的凭证包。", "The node could not make the bundle of a record."),
        new("请查看节点的输出，其中有同一时间的故障。", "Look in the node's output for a failure at that time."));

    public static readonly Fault BundleUndecided = new("LDG3356", 500,
        new("凭证包未能全部核验。", "A bundle could not be checked in full."),
        new("请按该行所列的各项代码处理；仅当链未答复或区块尚未最终时，稍后再查才有用。",
            "Act on the codes that are shown with it; checking again later helps only if the chain did not answer or a block is not final yet."));

    public static readonly Fault LogIncomplete = new("LDG3357", 500,
        new("日志有误，因此未能与链逐一比较。", "The log is damaged, so it was not compared with the chain in full."),
        new("请先处理日志的问题。", "Repair the log first."));

    public static readonly Fault NoTokens = new("LDG3358", 500,
        new("没有此部门的审计令牌，未核对凭证包。", "There is no auditor's token for the department, so no bundle was checked."),
        new("请在 --tokens 的文件中给出。", "Add one to the file of --tokens."));

    public static readonly Fault OwnCheckEnded = new("LDG3359", 500,
        new("节点对自身日志的核对未能完成。", "The node's check of its own log did not finish."),
        new("请查看节点的输出与磁盘；下次会重新核对。", "Check the node's output and the disk; the next check starts from the beginning."))
    { Kind = FaultKind.Transient };

    public static readonly Fault AnswerUnreadable = new("LDG3361", 500,
        new("节点的回答无法读取，因此未作核对。", "An answer of the node cannot be read, so it was not checked."),
        new("请核对 --node 是否为节点本身，而不是登录页或代理；这不说明记录有问题。",
            "Check that --node is the node itself, and no sign-in page or proxy answers for it; this says nothing about the records."));

    public static readonly Fault NoFinalBlock = new("LDG3362", 500,
        new("这条链没有给出最终区块，因此没有任何锚定可算最终。", "This chain has no final block, or only block 0, so no anchor on it counts as final."),
        new("QBFT 链请用 --finality instant；新建的链请稍后再查。", "With QBFT use --finality instant; on a new chain check again later."));

    public static readonly Fault NotAnchored = new("LDG3363", 500,
        new("有记录早已入日志而没有最终锚定，因此未核对。", "Records were logged long ago and no final anchor covers them, so they were not checked."),
        new("请查看节点的锚定（/health/ready），以及 --finality 是否合适。", "Check the node's anchoring (/health/ready), and whether --finality fits the chain."));

    public static readonly Fault NoDepartments = new("LDG3364", 500,
        new("节点没有列出任何部门，因此未作核对。", "The node names no department, so nothing was checked."),
        new("请核对 --node 是否为所要审计的节点。", "Check that --node is the node you mean to audit."));

    public static readonly Fault DepartmentGone = new("LDG3365", 500,
        new("节点不再列出以前审计过的部门，其日志未核对。", "The node no longer names a department that was audited before, so its log was not checked."),
        new("请向该部门核实；若已迁往其他节点，请对那个节点审计，并从 --state 目录移走它的文件。",
            "Ask the department. If it has moved to another node, audit that node, and take the department's files out of the --state folder."));

    public static readonly Fault LogUnread = new("LDG3366", 500,
        new("日志有部分未能读取，因此未与链逐一比较。", "Part of the log could not be read, so it was not compared in full."),
        new("请按未读取的文件旁所列的原因处理。", "Act on the reasons that are shown with the files that were not read."));

    public static readonly Fault ProgressDoesNotAddUp = new("LDG3367", 500,
        new("先前中断的审计所记的数目不全，其间的记录未核对。", "The stored progress of an earlier run does not cover all records before its position, so some were not checked."),
        new("请删除 --state 目录中该部门的 records.json，从头再查。", "Delete the department's records.json in the --state folder and check again from the beginning."));

    public static readonly Fault TokenMissing = new("LDG3368", 500,
        new("--tokens 的文件中没有此部门的审计令牌，其凭证包未核对。", "The file of --tokens has no auditor's token for the department, so no bundle of it was checked."),
        new("请补上令牌，或用 --department 指明要审计的部门。", "Add one, or name the departments to audit with --department."));

    public static readonly Fault DepartmentNotListed = new("LDG3369", 500,
        new("节点没有列出本应在其上的部门，其日志未核对。", "The node does not name a department that should be on it, so its log was not checked."),
        new("请查看该节点的 /health/ready：该部门可能已停用；否则请向该部门核实。",
            "Check the node's /health/ready: the department may be down. Otherwise ask the department where it is."));

    public static readonly Fault MoveUnproven = new("LDG3360", 500,
        new("登记处所载的迁移记录未能取得或证实，旧链上的锚定与状态未核对。",
            "A migration record that the registry names could not be fetched or proven, so the log was not compared with the chain that the department left."),
        new("请让该节点提供此记录；部门锚定迁移后的日志头之后再查。", "Have the node serve the record; check again once the department has anchored its move."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        LogShorter, AnchoredRootDiffers, NotAdmitted, LogKeyNotRegistered, EntryMalformed, RecordTwice, RecordUnknown, TimeWentBack, StatusOrder,
        StatusNotInLog, StatusNotOnChain, BundleMissing, BundleNotGenuine, BundleOfAnother, ContentLost, ErasureNotLogged, ChainSilent,
        ChainIncomplete, NodeSilent, NodeRefused, NoCheckpoint, RecordsRefused, RecordUnreadable, BundleUndecided, LogIncomplete, NoTokens,
        OwnCheckEnded, AnswerUnreadable, NoFinalBlock, NotAnchored, NoDepartments, DepartmentGone, LogUnread, ProgressDoesNotAddUp, TokenMissing,
        DepartmentNotListed, MoveUnproven,
    ];
}
