using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG26xx: why claims of a resident are not shown, or a search is not answered.</summary>
public static class DisclosureFaults
{
    public static readonly Fault PurposeMissing = new("LDG2601", 400,
        new("查看居民的内容须说明用途。", "Claims of a resident are shown only for a purpose."),
        new("请给出 purpose，用途见 GET /v1/purposes；查看会记入居民可见的清单。",
            "Send purpose, one of GET /v1/purposes. The resident sees the read in a list."));

    public static readonly Fault PurposeUnknown = new("LDG2602", 422,
        new("没有公布过这个用途。", "Nobody published this purpose."),
        new("请使用 GET /v1/purposes 中的用途。", "Use one of GET /v1/purposes."));

    public static readonly Fault BasisNotPermitted = new("LDG2603", 422,
        new("该用途不允许这个法律依据。", "The purpose does not permit this legal basis."),
        new("请使用该用途所列的法律依据。", "Use one of the legal bases of the purpose."));

    public static readonly Fault DelayNotPermitted = new("LDG2604", 422,
        new("不得延后至该日告知居民。", "The resident's list may not withhold the read until that day."),
        new("请去掉 withheldUntil，或改为法律允许的日期。", "Leave withheldUntil out, or choose a day that the law allows."));

    public static readonly Fault SearchMalformed = new("LDG2605", 400,
        new("查询请求的格式不正确。", "The search does not have the right form."),
        new("请修正所列各处。", "Correct the place listed."));

    public static readonly Fault PageUnknown = new("LDG2606", 400,
        new("没有这一页。", "There is no such page."),
        new("请回到第一页，再逐页翻看。", "Go back to the first page, then on from page to page."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        PurposeMissing, PurposeUnknown, BasisNotPermitted, DelayNotPermitted, SearchMalformed, PageUnknown,
    ];
}
