using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>The findings of an audit about contradictions between the times of a log, of its records and of the chain.</summary>
public static class AuditTimeFaults
{
    private static readonly LocalizedText Clock = new(
        "请检查节点的时钟及当时的设置；已签发的记录须由部门重新签发。",
        "Check the node's clock and how it was set then; the department has to issue such records again.");

    public static readonly Fault LogAhead = new("LDG8530", 500,
        new("条目的时间晚于锚定它的区块。", "Entries are dated later than the block that anchored them."),
        new("请检查节点的时钟：它曾经走快。以区块时间为准。", "Check the node's clock, which ran ahead. The block's time is the one that counts."));

    public static readonly Fault RecordDatesWrong = new("LDG8531", 500,
        new("记录的日期与日志或链的时间矛盾。", "A record's dates contradict the log's or the chain's times."), Clock);

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        LogAhead, RecordDatesWrong,
    ];
}
