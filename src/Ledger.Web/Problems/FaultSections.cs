using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>The sections of the page of faults, and the style of the page.</summary>
internal static class FaultSections
{
    public const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem;color:#1b1b1b;background:#fff;overflow-wrap:anywhere}"
        + "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #767676;padding:.5rem;text-align:left;vertical-align:top}"
        + "td p,th p{margin:0}tr:target{background:#fff3bf}a{color:#00508c}"
        + "th[scope=row]{white-space:nowrap}"

        // A phone has no room for four columns (WCAG 2.2, 1.4.10), so each row becomes a block.
        + "@media(max-width:40rem){table,tbody,tr,th,td{display:block}thead{display:none}td,th{border:0;padding:.125rem 0}"
        + "tr{border-bottom:1px solid #767676;padding:.5rem 0}}"
        + "@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}tr:target{background:#4a3c00}a{color:#8ecbff}}";

    /// <summary>The sections in order. A code belongs to the first section whose prefix it has.</summary>
    public static IReadOnlyList<FaultSection> All { get; } =
    [
        new("LDG10", new("核验结论", "Findings of a verification"), new("见核验报告，不是接口错误。请重新获取凭证包；若仍如此，请联系签发部门。",
            "Lines of a verification report, not refusals of the API. Fetch the bundle again; if the finding remains, ask the department that issued the record.")),
        new("LDG11", new("封签", "Seals"), new("封签、披露与密钥的细节，作为核验结论的说明。", "Details of seals, disclosures and keys, which explain a finding.")),
        new("LDG12", new("类型说明", "Type metadata"), new("类型文件的问题。", "What can be wrong with a type's file.")),
        new("LDG13", new("纸面证明", "Proofs on paper"), new("纸上的编号码读不出来的原因；这不说明记录有问题。", "Why the numbered codes of a paper cannot be read. It says nothing against the record.")),
        new("LDG20", new("签发", "Issuing"), new("记录请求中的问题；batch 的每一行用同样的代码。", "What can be wrong with a request; the lines of a batch have the same codes.")),
        new("LDG25", new("封签与加密", "Sealing"), new("封签或打开记录时的问题。", "Why a record cannot be sealed or opened.")),
        new("LDG26", new("查看与查询", "Reading and searching"), new("为何不显示居民的内容，或不回答查询。", "Why claims of a resident are not shown, or a search is not answered.")),
        new("LDG27", new("删除", "Erasure"), new("为何未删除居民的资料，或查不到删除证明。", "Why the data of a resident is not erased, or a certificate is not found.")),
        new("LDG28", new("出示", "Sharing"), new("为何不能出示记录，或打不开短码。", "Why a record is not shared, or a share is not opened.")),
        new("LDG29", new("投诉", "Complaints"), new("为何未收下投诉。", "Why a complaint is not taken.")),
        new("LDG30", new("日志", "The log"), new("日志不接受写入，或没有所求的文件。", "Why the log accepts no entry, or does not have a file.")),
        new("LDG3", new("审计", "Audits"), new("审计报告中的条目，不是接口错误；LDG3350 起说明为何未能核对。",
            "Lines of an audit's report, not refusals of the API; from LDG3350 on they say why something could not be checked.")),
        new("LDG4", new("链", "The chain"), new("显示在 /health/ready;签发照常。", "Shown at /health/ready; issuing continues.")),
        new("LDG5", new("状态", "Statuses"), new("状态不能按要求更改。", "Why a status cannot be changed as asked.")),
        new("LDG60", new("权限", "Access"), new("谁可以做什么。", "Who may do what.")),
        new("LDG61", new("登录", "Sign-in"), new("为何没有登录，或不能打开页面。", "Why a person is not signed in, or may not open a page.")),
        new("LDG7", new("证明", "Proving"), new("没有可证明或可显示的内容。", "Why a record cannot be proved or shown.")),
        new("LDG8", new("启动", "Start-up"), new("节点无法启动；写在 stderr，退出码为 2。", "Why a node does not start. It is written to stderr, and the exit code is 2.")),
        new("LDG9", new("请求", "Requests"), new("各步骤之外的请求问题。", "Problems of a request outside the steps above.")),
    ];

    /// <summary>The first paragraph of the page.</summary>
    public static LocalizedText Introduction { get; } = new(
        "每个拒绝都有一个固定的代码，出现在 problem+json 的 code 中。", "Every refusal has a fixed code, which problem+json carries in its member code.");

    /// <summary>Finds the section of a code.</summary>
    public static FaultSection ForCode(string code) => All.First(section => code.StartsWith(section.From, StringComparison.Ordinal));
}
