using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>
/// LDG32xx: the findings of an audit of a public log, and from LDG3281 of a node in its own store. An outage is not a finding.
/// </summary>
public static class AuditFaults
{
    private static readonly LocalizedText Keep = new("请保留这些文件，并与镜像或备份比对。", "Keep the files as they are and compare them with a mirror or a backup.");

    private static readonly LocalizedText FetchAgain = new("请从镜像或备份取回该文件，再查一次。", "Fetch the file from a mirror or a backup and check again.");

    public static readonly Fault NotACheckpoint = new("LDG3201", 500,
        new("检查点文件不是签名的检查点。", "The checkpoint file does not contain a signed checkpoint."), FetchAgain);

    public static readonly Fault OtherOrigin = new("LDG3202", 500,
        new("这是另一个日志的检查点。", "The checkpoint belongs to another log."),
        new("请核对日志的地址与公钥。", "Check the log's address and its verifier key."));

    public static readonly Fault OtherKey = new("LDG3203", 500,
        new("检查点没有此公钥的签名：公钥不是该日志的。", "The checkpoint has no signature of this key: it is not the verifier key of this log."),
        new("请向部门核对公钥，或查看链上登记的公钥。", "Ask the department for its verifier key, or check the one registered on chain."));

    public static readonly Fault SignatureWrong = new("LDG3204", 500,
        new("检查点上此公钥的签名不成立。", "The checkpoint's signature of this key is wrong."), Keep);

    public static readonly Fault FileMissing = new("LDG3210", 500,
        new("日志没有检查点所包含的文件。", "The log does not have a file that its checkpoint covers."), FetchAgain);

    public static readonly Fault BundleTooLong = new("LDG3211", 500,
        new("条目文件的条目过多。", "A file of entries holds too many entries."), FetchAgain);

    public static readonly Fault BundleTooShort = new("LDG3212", 500,
        new("条目文件的条目不足。", "A file of entries holds too few entries."), FetchAgain);

    public static readonly Fault BundleBroken = new("LDG3213", 500,
        new("条目文件的长度字段有误，无法分出条目。", "A file of entries cannot be split into entries: a length in it is wrong."), FetchAgain);

    public static readonly Fault TileWidth = new("LDG3214", 500,
        new("瓦片的宽度不对。", "A tile has the wrong width."), FetchAgain);

    public static readonly Fault EntryChanged = new("LDG3215", 500,
        new("条目与当初记入的不同；瓦片与签名的树根仍然作证。", "An entry differs from what was logged; the tiles and the signed root still prove the original."), Keep);

    public static readonly Fault TileHash = new("LDG3216", 500,
        new("瓦片中的哈希与其下的条目不符；条目与签名的树根一致。", "A hash in a tile does not match the entries under it; the entries agree with the signed root."), FetchAgain);

    public static readonly Fault EntryOrTile = new("LDG3217", 500,
        new("条目与瓦片中的哈希不符。", "An entry and its hash in the tile differ."), Keep);

    public static readonly Fault OlderPartial = new("LDG3218", 500,
        new("较早的部分文件与较新文件的开头不符。", "An older partial file is not the beginning of the newer file."), Keep);

    public static readonly Fault RootDiffers = new("LDG3219", 500,
        new("条目算出的树根与签名的树根不同。", "The entries do not hash to the signed root."), Keep);

    public static readonly Fault OtherFiles = new("LDG3220", 500,
        new("文件彼此一致，但与签名的树根不符：属于另一个日志或另一段历史。",
            "The files agree with each other and not with the signed root: they belong to another log, or to another history."), Keep);

    public static readonly Fault Stopped = new("LDG3221", 500,
        new("条目与瓦片都无法使用，其后的内容未能核对。", "Neither the entries nor their tile can be used; what follows was not checked."), FetchAgain);

    public static readonly Fault SplitView = new("LDG3230", 500,
        new("日志签过两个互相矛盾的检查点：有两段历史。", "The log has signed two heads that cannot both be true: there are two histories."),
        new("请保存证据文件，交给审计人员与其他部门。", "Keep the evidence file and give it to an auditor and to other departments."));

    public static readonly Fault Shrank = new("LDG3231", 500,
        new("日志现在显示的条目少于它曾签名的数量。", "The log now shows fewer entries than it has signed before."),
        new("请保存证据文件；可能是旧镜像或恢复了旧备份，也可能是删改。",
            "Keep the evidence file; this may be a mirror that lags, a restored old backup, or a removal."));

    public static readonly Fault ExtensionNotShown = new("LDG3232", 500,
        new("文件有误，无法判断日志是否延续了所记的检查点。", "The files are wrong, so it cannot be shown that the log extends the remembered head."), FetchAgain);

    public static readonly Fault StoredOther = new("LDG3281", 500,
        new("节点存储的条目与其公开的不同。", "The entry in the node's store is not the one it has published."), Keep);

    public static readonly Fault StoredDamaged = new("LDG3282", 500,
        new("节点存储的条目或内容已损坏。", "An entry in the node's store, or its content, is damaged."),
        new("请停止节点，保留现场，从备份恢复。", "Stop the node, keep everything as it is, and restore a backup."));

    public static readonly Fault KeptAnchorOther = new("LDG3283", 500,
        new("节点记下的锚定与链上的不同。", "An anchor that the node stores differs from the one on the chain."),
        new("请停止节点并删除该部门的 ledger.db；锚定会从链上重新读取。", "Stop the node and delete the department's ledger.db; anchors are read again from the chain."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NotACheckpoint, OtherOrigin, OtherKey, SignatureWrong, FileMissing, BundleTooLong, BundleTooShort, BundleBroken, TileWidth, EntryChanged,
        TileHash, EntryOrTile, OlderPartial, RootDiffers, OtherFiles, Stopped, SplitView, Shrank, ExtensionNotShown, StoredOther, StoredDamaged,
        KeptAnchorOther,
    ];
}
