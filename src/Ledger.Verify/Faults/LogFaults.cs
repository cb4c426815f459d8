using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG3xxx: why the log accepts no entry, or cannot return one.</summary>
public static class LogFaults
{
    public static readonly Fault QueueFull = new("LDG3001", 503,
        new("系统繁忙，请求已排满。", "The log is busy and its queue is full."),
        new("请稍后用同一个键重发。", "Send again a little later with the same key."));

    public static readonly Fault WriterStopped = new("LDG3002", 503,
        new("日志写入已停止，未确认的请求结果不明。", "The log's writer has stopped; whether an unanswered request was written is unknown."),
        new("请运维人员查看健康页并重启；之后用同一个键重发。", "Have an operator check the health page and restart, then send again with the same key."))
    { Kind = FaultKind.Fatal };

    public static readonly Fault HeadMoved = new("LDG3003", 503,
        new("日志被另一个进程改动，写入已停止。", "Another process moved the head of the log; the writer has stopped."),
        new("请确认只有一个节点在写，然后重启。", "Make sure that only one node writes to it, then restart."));

    public static readonly Fault ClockBehind = new("LDG3004", 503,
        new("本机时钟早于日志的最新时间。", "This machine's clock is behind the newest entry of the log."),
        new("请校准时钟；时间追上后会自动继续签发。状态变更不受影响。若时钟无误，链有应答后会说明。",
            "Set the clock; issuing continues when it has caught up. Status changes are not affected. If the clock is right, the chain's answer will confirm that."));

    public static readonly Fault BehindChain = new("LDG3005", 503,
        new("链上的日志比本机的长，可能恢复了旧备份。", "The chain holds a longer log than this node; an old backup may have been restored."),
        new("请不要继续写入；恢复较新的备份或从公开日志补齐。", "Write nothing more. Restore a newer backup, or fetch what is missing from the public log."));

    public static readonly Fault Frozen = new("LDG3006", 503,
        new("日志与链上锚定不一致，已冻结。", "The log disagrees with its anchor on the chain and is frozen."),
        new("请保留现场并通知审计人员。", "Keep everything as it is and call an auditor."));

    public static readonly Fault NoSuchTile = new("LDG3008", 404,
        new("日志中没有这个文件。", "The log has no such file."),
        new("请按检查点的大小计算路径。", "Compute the path from the size in the checkpoint."));

    public static readonly Fault HeadUnconfirmed = new("LDG3010", 503,
        new("尚未与链核对恢复的日志，暂不写入。", "The log was restored or moved, and has not been compared with the chain yet. Until then nothing is written to it."),
        new("链有应答后会自动继续；请检查链的连接。", "Writing continues by itself when the chain answers; check the connection to the chain."));

    public static readonly Fault RootsDiffer = new("LDG3009", 503,
        new("两种方法算出的树根不同，写入已停止。", "Two ways of computing the tree's root disagree; the writer has stopped."),
        new("请检查内存与磁盘，重启后会从日志重建。", "Check memory and disk; a restart rebuilds from the journal."));

    public static readonly Fault ClockBehindChain = new("LDG3390", 503,
        new("本机时钟早于链上最新区块的时间，暂不签发。", "This machine's clock is behind the time of the chain's newest block; no record is issued."),
        new("请校准时钟；校准后会自动继续签发。状态变更不受影响。", "Set the clock; then issuing continues by itself. Status changes are not affected."));

    public static readonly Fault ClockAheadOfChain = new("LDG3391", 503,
        new("本机时钟快于链上的时间，暂不签发。", "This machine's clock is ahead of the chain's time; no record is issued."),
        new("请校准时钟；校准后会自动继续签发。状态变更不受影响，并按链上的时间记录。",
            "Set the clock; then issuing continues by itself. Status changes are not affected and are logged with the chain's time."));

    public static readonly Fault ClockUnconfirmed = new("LDG3392", 503,
        new("无法确认本机时钟：链上没有新区块，日志的最新条目也已久远；暂不签发。",
            "The clock cannot be confirmed: the chain shows no new block, and the log's newest entry is old; no record is issued."),
        new("链出新区块后会自动继续。若链确已停顿而时钟无误，请把 Ledger__Clock__ConfirmedAt 设为当前时间后重启。状态变更不受影响。",
            "It continues by itself with the chain's next block. If the chain has stopped and the clock is right, set Ledger__Clock__ConfirmedAt to the current time and restart. "
            + "Status changes are not affected."));

    public static readonly Fault NewestEntryAhead = new("LDG3393", 503,
        new("日志最新条目的时间在链上时间之后：时钟曾被拨快；暂不签发。",
            "The log's newest entry is ahead of the chain's time: a clock was set ahead once; no record is issued."),
        new("时间到达后会自动继续；状态变更照常，按最新条目的时间记录。若要立即签发，请把 Ledger__Clock__AcceptEntriesUntil 设为不早于最新条目的时间后重启。",
            "Issuing continues by itself when that time has come; status changes continue and are logged with the newest entry's time. "
            + "To issue before that, set Ledger__Clock__AcceptEntriesUntil to that entry's time or later and restart."));

    public static readonly Fault ClockMoved = new("LDG3394", 503,
        new("签发过程中时钟被改动，该记录未写入。", "The clock was moved while the record was being issued; it was not written."),
        new("请用同一个键重发；若反复出现，请检查对时服务。", "Send it again with the same key; if it happens often, check the time service."));
    public static readonly Fault EntryDamaged = new("LDG3370", 503,
        new("该记录的存储数据已损坏，其他记录不受影响。", "The stored data of this record is damaged. Other records are not affected."),
        new("请把所列位置告知运维人员：保留现场，并从备份恢复该部门。", "Tell the operator the place listed. The operator must keep the damaged files and restore the department from a backup."));

    public static readonly Fault StorageFails = new("LDG3371", 503,
        new("节点无法读写其存储。", "The node cannot read or write its storage."),
        new("请运维人员检查磁盘与权限；之后用同一个键重发。", "Have an operator check the disk and its permissions, then send again with the same key."))
    { Kind = FaultKind.Transient };

    public static readonly Fault DiskFull = new("LDG3372", 503,
        new("磁盘已满，写入暂停；读取不受影响。", "The disk is full. Writing pauses; reading continues."),
        new("请运维人员腾出空间；有空间后写入自动恢复，再用同一个键重发。", "Have an operator free space. Writing resumes by itself; then send again with the same key."))
    { Kind = FaultKind.Transient };

    public static readonly Fault DepartmentDown = new("LDG3373", 503,
        new("该部门在此节点上已停用，其他部门不受影响。", "This department is down on this node. Other departments are not affected."),
        new("请运维人员查看健康页所列的代码与位置，修复后重启节点。", "Have an operator read the code and the place on the health page, repair the cause, and restart the node."));

    public static readonly Fault Reopening = new("LDG3374", 503,
        new("该部门正在重新打开。", "The department is being reopened."),
        new("请稍后用同一个键重发。", "Send again in a moment with the same key."))
    { Kind = FaultKind.Transient };

    public static readonly Fault Undecided = new("LDG3011", 503,
        new("处理该请求时出现未预见的错误；没有写入任何内容，其他请求不受影响。",
            "An unforeseen error occurred while the node handled this request. Nothing was written, and other requests are not affected."),
        new("请运维人员查看日志中的错误与位置并报告；之后用同一个键重发。",
            "Have an operator report the error and where it happened (the log shows both), then send again with the same key."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        QueueFull, WriterStopped, HeadMoved, ClockBehind, BehindChain, Frozen, NoSuchTile, HeadUnconfirmed, RootsDiffer, ClockBehindChain,
        ClockAheadOfChain, ClockUnconfirmed, NewestEntryAhead, ClockMoved, EntryDamaged, StorageFails, DiskFull, DepartmentDown, Reopening,
        Undecided,
    ];
}
