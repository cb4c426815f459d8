using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG13xx: what can be wrong with an offline proof on paper. None of them says anything about the record.</summary>
public static class PaperFaults
{
    public static readonly Fault NotPacked = new("LDG1301", 400,
        new("这些内容不是纸面证明，或在途中有改动。", "This is not a proof from paper, or it was changed on the way."),
        new("请重新扫描纸上的全部编号码。", "Scan all numbered codes of the paper again."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault OtherVersion = new("LDG1302", 400,
        new("这份纸面证明的版本较新，本系统无法读取。", "This proof from paper has a version that is not read here."),
        new("请使用更新版本的核验程序，或用凭证包文件核验。", "Use a newer verifier, or check the record file instead."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault TooLarge = new("LDG1303", 400,
        new("该记录的内容过多，九个编号码装不下。", "The record is too large for nine numbered codes."),
        new("请减少要打印的内容，或改用凭证包文件。", "Print fewer of its claims, or use the record file."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault NoCode = new("LDG1304", 400,
        new("输入的内容里没有编号码。", "There is no numbered code in this text."),
        new("请扫描纸上标有“第几个、共几个”的二维码，把扫描结果原样粘贴。", "Scan the codes of the paper that are numbered, and paste what the scanner shows, unchanged."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault CodeDamaged = new("LDG1305", 400,
        new("有的编号码没有读完整，或有改动。", "A numbered code was not read completely, or it was changed."),
        new("请重新扫描所指的编号码。", "Scan the named code again."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault CodesMissing = new("LDG1306", 400,
        new("编号码还不全。", "Some numbered codes are missing."),
        new("请继续扫描缺少的编号码，先后顺序不限。", "Scan the missing codes too, in any order."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault CodesMixed = new("LDG1307", 400,
        new("这些编号码来自不同的纸面证明。", "These numbered codes are from different papers."),
        new("请只输入同一张证明上的编号码。", "Enter the codes of one paper only."))
    { Kind = FaultKind.Unreadable };

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NotPacked, OtherVersion, TooLarge, NoCode, CodeDamaged, CodesMissing, CodesMixed,
    ];
}
