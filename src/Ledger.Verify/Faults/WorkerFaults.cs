using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG905x: the failures of background workers. The health page shows them.</summary>
public static class WorkerFaults
{
    public static readonly Fault Unforeseen = new("LDG9050", 503,
        new("后台任务遇到未预见的错误；节点会重试。", "A background worker met an error that was not foreseen; the node retries."),
        new("请查看日志中的错误与位置并报告。", "Report the error and where it happened; the log shows both."))
    { Kind = FaultKind.Fatal };

    public static readonly Fault Ended = new("LDG9051", 503,
        new("后台任务已意外终止。", "A background worker ended although nobody stopped it."),
        new("请查看日志中的错误与位置，报告后重启节点。", "Report the error and where it happened (the log shows both), then restart the node."))
    { Kind = FaultKind.Fatal };

    public static readonly Fault ChainEnded = new("LDG9052", 503,
        new("内置链已意外终止。", "The embedded chain ended although nobody stopped it."),
        new("请重启节点；已确认的记录都在，锚定会补上。", "Restart the node. Every acknowledged record is there, and anchors catch up."))
    { Kind = FaultKind.Fatal };

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Unforeseen, Ended, ChainEnded,
    ];
}
