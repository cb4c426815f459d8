using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG45xx: why the chain mirror does not answer, or was rebuilt. The health page shows them.</summary>
public static class MirrorFaults
{
    public static readonly Fault ChainUnreachable = new("LDG4501", 503,
        new("链上数据的本地镜像暂时无法更新。", "The local mirror of the chain cannot be brought up to date now."),
        new("请检查链节点；恢复后会自动继续。", "Check the chain's nodes; the mirror then continues by itself."))
    { Kind = FaultKind.Transient };

    public static readonly Fault EventsDisagree = new("LDG4502", 503,
        new("链节点给出的事件与合约状态不一致，镜像已停止作答。", "The events a chain node reports and the contracts' state disagree; the mirror does not answer."),
        new("该节点可能遗漏了数据：请核对或更换节点；镜像会自行重建一次，此后每隔一段时间再试。",
            "The node may omit data: check it, or use another one. The mirror is rebuilt once automatically, and later retried at intervals."));

    public static readonly Fault HistoryReplaced = new("LDG4503", 503,
        new("曾被视为最终的区块已不在链上。", "A block that counted as final is not on the chain any more."),
        new("链被重置，或最终性规则被打破：请核对 Ledger:Chain:Finality 与链的运行者；镜像会自行重建。",
            "The chain was reset, or it broke its finality rule: check Ledger:Chain:Finality and ask the operators of the chain. The mirror is rebuilt automatically."));

    public static readonly Fault StoreUnusable = new("LDG4504", 503,
        new("镜像文件已损坏或不可写。", "The mirror's file is damaged or cannot be written to."),
        new("请检查磁盘；镜像可由链重建，无需恢复备份。", "Check the disk; the mirror is rebuilt from the chain, so no backup is needed."));

    public static readonly Fault Unforeseen = new("LDG4505", 503,
        new("镜像更新遇到未预见的错误；节点会重试，期间直接查询链。", "The mirror met an error that was not foreseen; the node tries again and meanwhile asks the chain itself."),
        new("请查看日志中的错误与位置并报告。", "Report the error and where it happened; the log shows both."))
    { Kind = FaultKind.Fatal };

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        ChainUnreachable, EventsDisagree, HistoryReplaced, StoreUnusable, Unforeseen,
    ];
}
