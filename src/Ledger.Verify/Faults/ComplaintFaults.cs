using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG29xx: why a complaint is not taken.</summary>
public static class ComplaintFaults
{
    public static readonly Fault TextNotUsable = new("LDG2901", 422,
        new("投诉内容为空、过长或含看不见的字符。", "The complaint has no text, is too long, or has characters that cannot be seen."),
        new("请用自己的话写明，最多 2,000 字。", "Write in your own words, at most 2,000 characters."));

    public static readonly Fault LineNotFound = new("LDG2902", 404,
        new("您的查看清单中没有这一条。", "Your list of who looked has no such line."),
        new("请从清单中选择一条再投诉。", "Choose a line of the list and complain about that."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        TextNotUsable, LineNotFound,
    ];
}
