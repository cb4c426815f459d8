using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>Every finding of a check (LDG10nn). The code is stable and never reused.</summary>
public static class Findings
{
    public static readonly Fault Passed = new("LDG1000", null,
        new("通过。", "Passed."),
        new("无需处理。", "No action is needed."));

    public static readonly Fault NotABundle = new("LDG1001", null,
        new(
            "文件无法作为一个凭证包读取：被截断、已损坏，或本来就不是。这不说明任何记录有问题。",
            "The file cannot be read as one bundle: it is cut off, damaged or something else. This says nothing about any record."),
        new(
            "请重新下载凭证包，并核对文件完整；若得到的是网页或错误信息，请先解决下载问题。",
            "Download the bundle again and check that it is complete. If the file is a web page or an error message, solve that problem first."));

    public static readonly Fault PartMalformed = new("LDG1002", null,
        new("凭证包的某一部分格式不对，已被改动。", "A part of the bundle does not have its exact form; it was changed."),
        new(
            "请向签发部门重新获取凭证包；若仍如此，请把文件原样交给该部门核查。",
            "Get the bundle from the department again; if the part is still wrong, give the file unchanged to the department."));

    public static readonly Fault NeedsForm = new("LDG1003", null,
        new("凭证包无法读取，此项未检查。", "Not checked, because the bundle cannot be read."),
        new("请先解决 form 一项所述的问题，再次核验。", "First solve the problem that the check \"form\" reports, then verify again."));

    public static readonly Fault SourceSilent = new("LDG1004", null,
        new("无法查询链，此项未检查。这不说明记录有问题。", "The chain could not be asked. This says nothing about the record."),
        new("请检查链的地址与网络，稍后再次核验。", "Check the chain's address and the network, then verify again later."));

    public static readonly Fault NotAnchoredYet = new("LDG1005", null,
        new("记录已入日志，但尚无最终锚定；请稍后重新获取凭证包。", "The record is logged but no final anchor covers it yet; fetch the bundle again in a while."),
        new("请稍后重新获取凭证包；若一小时后仍如此，请告知签发部门。", "Fetch the bundle again in a while; if it takes longer than an hour, tell the department."));

    public static readonly Fault DisclosureForeign = new("LDG1006", null,
        new("有披露项不属于这条记录，或重复。", "A disclosure does not belong to the record, or one is there twice."),
        new("请持有人重新出示，或向签发部门重新获取凭证包。", "Ask the holder to present the record again, or fetch a new bundle from the department."));

    public static readonly Fault SealKeyUnknown = new("LDG1007", null,
        new("封签所用的密钥从未登记在该部门名下。", "The key that sealed the record was never registered to this department."),
        new("请不要采信，并向签发部门核实：登记处没有此密钥。", "Do not rely on the record, and ask the department: the registry has no such key."));

    public static readonly Fault SealWrong = new("LDG1008", null,
        new("封签与记录不符，二者之一被改动。", "The seal does not match the record; one of them was changed."),
        new("请不要采信，并把凭证包交给签发部门核查。", "Do not rely on the record, and show the bundle to the department."));

    public static readonly Fault SealKeyNotValidThen = new("LDG1009", null,
        new("链首次见到该记录时，封签密钥不在有效期内。", "The key that sealed the record was not valid when the chain first saw it."),
        new("请不要采信，并请签发部门用现行密钥重新签发。", "Do not rely on the record, and ask the department to issue it again with a key that is in force."));

    public static readonly Fault IssuerOther = new("LDG1010", null,
        new("记录中的签发者与其所在日志的部门不同。", "The record names another issuer than the log it is in."),
        new("请不要采信，并向记录中所称的部门核实。", "Do not rely on the record, and ask the department that it names."));

    public static readonly Fault DepartmentUnknown = new("LDG1011", null,
        new("登记处没有这个部门。", "The registry knows no such department."),
        new("请核对所用的登记处地址；若无误，请勿采信该记录。", "Check the address of the registry that you trust; if it is right, do not rely on the record."));

    public static readonly Fault DepartmentSuspended = new("LDG1012", null,
        new("链首次见到该记录时，该部门已被暂停。", "The department was suspended when the chain first saw the record."),
        new("请联系理事会或该部门，询问暂停的时间与原因。", "Ask the council or the department when and why it was suspended."));

    public static readonly Fault TypeUnknown = new("LDG1013", null,
        new("登记处没有这种记录类型。", "The registry knows no such record type."),
        new(
            "请核对所用的登记处地址；若无误，请询问部门为何使用未登记的类型。",
            "Check the address of the registry that you trust; if it is right, ask the department why it uses a type that is not registered."));

    public static readonly Fault TypeOther = new("LDG1014", null,
        new("记录所依据的类型说明与登记的不同。", "The record follows a version of its type's description that is not the registered one."),
        new("请向签发部门索取按登记的类型说明签发的记录。", "Ask the department for a record that follows the registered type description."));

    public static readonly Fault NotAuthorised = new("LDG1015", null,
        new("链首次见到该记录时，该部门无权签发这种记录。", "The department was not authorised for this type when the chain first saw the record."),
        new("请不要采信，并询问理事会该部门的授权期间。", "Do not rely on the record, and ask the council when the department was authorised."));

    public static readonly Fault CommitmentOther = new("LDG1016", null,
        new("日志条目对应的是另一条记录。", "The log's entry is about another record."),
        new("请重新获取凭证包：条目与记录须来自同一次获取。", "Fetch the bundle again: entry and record must come from one and the same answer."));

    public static readonly Fault NotIncluded = new("LDG1017", null,
        new("证明不能从条目推到检查点。", "The proof does not lead from the entry to the checkpoint."),
        new("请重新获取凭证包；若仍如此，请通知审计人员核查该日志。", "Fetch the bundle again; if the proof is still wrong, tell an auditor to check the log."));

    public static readonly Fault CheckpointUnsigned = new("LDG1018", null,
        new("检查点没有该部门当时的日志密钥的签名。", "The checkpoint is not signed by a log key the department had at that time."),
        new("请重新获取凭证包；若仍如此，请核对登记处中该部门的日志公钥。", "Fetch the bundle again; if the signature is still missing, check the department's log key in the registry."));

    public static readonly Fault AnchorOther = new("LDG1019", null,
        new("链上没有凭证包所称的锚定。", "The anchored head in this bundle is not on the chain."),
        new("请核对所问的链是否正确；若无误，请通知审计人员。", "Check that the right chain was asked; if it was, tell an auditor."));

    public static readonly Fault AnchorElsewhere = new("LDG1020", null,
        new(
            "凭证包属于另一条链、登记处或合约，请改问该链。这不说明记录有问题。",
            "The bundle belongs to another chain, registry or contract. It was not checked against that one, so this says nothing about the record."),
        new("请用凭证包所称的链与登记处再次核验。", "Verify again with the chain and the registry that the bundle names."));

    public static readonly Fault NotFinalYet = new("LDG1021", null,
        new("锚定所在的区块尚未最终确定，请稍后再查。", "The block that holds the anchor is not final yet; ask again in a while."),
        new("请等待几个区块后再次核验。", "Wait for some blocks, then verify again."));

    public static readonly Fault Suspended = new("LDG1022", null,
        new("记录已中止。", "The record is suspended."),
        new("请询问签发部门何时恢复；中止期间请勿依据它办理。", "Ask the department when it will be in force again; do not act on it until then."));

    public static readonly Fault Revoked = new("LDG1023", null,
        new("记录已撤销。", "The record was revoked."),
        new("请勿依据它办理；持有人可向签发部门询问原因。", "Do not act on it; the holder can ask the department for the reason."));

    public static readonly Fault Superseded = new("LDG1024", null,
        new("记录已被新记录取代。", "The record was superseded by another."),
        new("请索取取代它的新记录并核验新记录。", "Ask for the record that took its place, and verify that one."));

    public static readonly Fault Withdrawn = new("LDG1025", null,
        new("居民已撤回同意。", "The resident withdrew the consent."),
        new("请停止依据该同意使用数据，并删除不应再保留的数据。", "Stop using data under this consent, and delete what may no longer be kept."));

    public static readonly Fault NotYetValid = new("LDG1026", null,
        new("记录尚未生效。", "The record is not valid yet."),
        new("请在生效时间之后再次核验。", "Verify again after the time at which it becomes valid."));

    public static readonly Fault Expired = new("LDG1027", null,
        new("记录已过期。", "The record has expired."),
        new("请向签发部门申请新的记录。", "Ask the department for a new record."));

    public static readonly Fault HolderNotAsked = new("LDG1028", null,
        new("未要求：记录未绑定密钥，或未要求核对持有人。", "Not asked for: the record is bound to no key, or nobody asked to check its holder."),
        new("若须确认出示人就是持有人，请在核验时要求持有证明。", "If it matters who presents the record, ask for proof of possession when verifying."));

    public static readonly Fault HolderNotProven = new("LDG1029", null,
        new("出示人未能证明自己是持有人。", "The presenter did not prove to be the holder."),
        new("请让持有人用其密钥重新出示。", "Ask the holder to present the record again with the holder's own key."));

    public static readonly Fault AsOfBeforeAnchor = new("LDG1030", null,
        new("在所询问的时间，链尚未见到该记录。", "At the time asked about, the chain had not seen the record yet."),
        new("请改用更晚的时间核验，或不指定时间。", "Ask about a later time, or about now."));

    public static readonly Fault Pinned = new("LDG1031", null,
        new("以您提供的密钥核对通过，未核对当时的有效期。", "Passed with the key that you gave. Whether the key was valid at the time was not checked."),
        new("如需核对密钥当时的有效期，请连接链再次核验。", "To check when the key was valid, verify again with the chain."));

    public static readonly Fault NeedsTime = new("LDG1032", null,
        new("未定：不知道链首次见到该记录的时间。", "Not decided: it is not known when the chain first saw the record."),
        new("请连接链再次核验，以得知链首次见到记录的时间。", "Verify again with the chain, which knows when it first saw the record."));

    public static readonly Fault StatusUnknown = new("LDG1033", null,
        new("链上的状态是本版本不认识的。", "The chain reports a status this version does not know."),
        new("请用较新版本的本软件核验。", "Verify with a newer version of this software."));

    public static readonly Fault AnchorLater = new("LDG1034", null,
        new("凭证包所称的锚定不是首个覆盖该记录的锚定，请重新获取凭证包。", "The bundle names a later anchor than the first that covers the record; fetch the bundle again."),
        new("请从签发部门获取新的凭证包，其中为首个锚定。", "Fetch a new bundle from the department; it holds the first anchor."));

    public static readonly Fault SourceContradicts = new("LDG1035", null,
        new("链的答复自相矛盾，请改问其他节点。这不说明记录有问题。", "The chain's answers contradict each other; ask another node. This says nothing about the record."),
        new("请改用其他链节点，或同时询问多个节点。", "Ask another node of the chain, or several at once."));

    public static readonly Fault SealKeyCompromised = new("LDG1036", null,
        new(
            "链首次见到该记录时，封签密钥已被声明泄露，任何人都可能伪造。",
            "The key that sealed the record was already declared compromised when the chain first saw the record; anybody may have made the record."),
        new("请勿采信；请签发部门用新密钥重新签发。", "Do not rely on the record; ask the department to issue it again with a new key."));

    public static readonly Fault LogKeyCompromised = new("LDG1037", null,
        new("链首次见到该记录时，签署检查点的日志密钥已被声明泄露。", "The log key that signed the checkpoint was already declared compromised when the chain first saw the record."),
        new("请从签发部门获取由现行日志密钥签署的新凭证包。", "Fetch a new bundle from the department. It is signed with the log key that is now in force."));

    public static readonly Fault PassedThroughMigration = new("LDG1038", null,
        new("依据该部门离开旧链时的迁移记录核对通过。", "Passed. The facts come from the migration record with which the department left that chain."),
        new("无需处理；如需自行核对，请检查报告中的 migration。", "No action is needed. To check it yourself, see \"migration\" in the report."));

    public static readonly Fault MigrationNeeded = new("LDG1039", null,
        new("凭证包所称的链已被该部门弃用，须有迁移记录才能核验。", "The bundle names a chain that the department has left; its migration record is needed to verify it."),
        new("请向该部门取得迁移记录，并与凭证包一同核验。", "Get the migration record from the department, and verify the bundle with it."));

    public static readonly Fault MigrationOther = new("LDG1040", null,
        new(
            "所给的迁移记录不是登记处为该部门所存的。这不说明记录有问题。",
            "The registry does not have the given migration record for this department. This says nothing about the record."),
        new("请按登记处所存的散列取得迁移记录。", "Get the migration record by the hash that the registry holds."));

    public static readonly Fault MigrationUnsigned = new("LDG1041", null,
        new(
            "所给的迁移记录没有该部门在可信链上的日志密钥的签名。这不说明记录有问题。",
            "The given migration record is not signed with a log key that the department has on the trusted chain. This says nothing about the record."),
        new("请向该部门重新取得迁移记录，并核对其日志公钥。", "Get the migration record from the department again, and check the department's log key."));

    public static readonly Fault MigrationNotAnchored = new("LDG1042", null,
        new("可信的链上没有迁移入日志时的树头。这不说明记录有问题。", "The log head that contains the migration is not on the trusted chain. This says nothing about the record."),
        new("请核对可信链的地址；若无误，请询问该部门迁移是否完成。", "Check the address of the trusted chain; if it is right, ask the department whether its move is complete."));

    public static readonly Fault HeadImpossible = new("LDG1044", null,
        new(
            "该部门锚定过任何日志都不可能有的大小。此前的锚定仍然有效；此后的内容无法核验。",
            "The department anchored a head of a size that no log can have. What it anchored before remains valid; nothing newer can be checked."),
        new("请通知理事会与审计人员：该部门的操作账户可能失控。", "Tell the council and an auditor: somebody else may control the department's operator account."));

    public static readonly Fault OrderUnknown = new("LDG1045", null,
        new(
            "密钥或授权在锚定所在的区块内生效或终止，先后不明；请改问其他节点。这不说明记录有问题。",
            "A key or an authority began or ended in the block of the anchor, and it is not known which came first; ask another node. This says nothing about the record."),
        new("请改问保存完整历史的链节点。", "Ask a node of the chain that keeps the whole history."));

    public static readonly Fault MigrationNotFinal = new("LDG1043", null,
        new("该部门的迁移在可信链上尚未最终确定，请稍后再查。", "The department's migration is not final on the trusted chain yet; ask again in a while."),
        new("请等待迁移所在区块最终确定后再次核验。", "Verify again when the block of the migration is final."));

    public static readonly Fault NoFinalBlock = new("LDG1047", null,
        new(
            "这条链没有给出最终区块，因此没有任何锚定可算最终；区块即时最终的联盟链请改用即时最终性（选项见英文说明），新建的链请稍后再查。",
            "This chain has no final block, so no anchor on it counts as final. With QBFT use `--finality instant` (in a node Ledger:Chain:Finality). On a new chain try again later."),
        new(
            "若链的区块即时最终（如 QBFT 联盟链），请用 --finality instant 重试；新链请等第一个最终区块。",
            "If blocks are final at once, as with QBFT, use --finality instant. On a new chain, wait for the first final block."));

    public static readonly Fault BundleNotSupported = new("LDG1046", null,
        new("此处不支持该凭证包的长度或版本。这不说明任何记录有问题。", "The length or the version of the bundle is not supported here. This says nothing about any record."),
        new("请用支持该版本的软件核验；若文件过大，请减少披露的内容。", "Use software that supports this version; if the file is too long, disclose less."));

    public static readonly Fault AsOfAhead = new("LDG1056", null,
        new(
            "所询问的时间在将来：届时记录是否有效尚不得而知。请询问现在或更早的时间。",
            "The time asked about is in the future: it is not known whether the record will be in force then. Ask about now or an earlier time."),
        new("请询问现在或更早的时间。", "Ask about now or an earlier time."));

    public static readonly Fault SealedAfterAnchor = new("LDG1057", null,
        new(
            "记录的签发日期晚于链首次见到它的区块，日期不可能正确。请向该部门申请重新签发。",
            "The record is dated later than the block in which the chain first saw it; its dates cannot be right. Ask the department for a new one."),
        new("请向签发部门申请重新签发，并告知其日期有误。", "Ask the department to issue the record again, and tell it that the dates are wrong."));

    public static readonly Fault LoggedBeforeSealed = new("LDG1058", null,
        new(
            "日志所记的时间早于记录自身的签发日期，二者必有一误。请向该部门申请重新签发。",
            "The time in the log is earlier than the date in the record; one of the two cannot be right. Ask the department for a new one."),
        new("请告知签发部门：其日志或签发时钟有误，并申请重新签发。", "Tell the department that its log's clock, or the clock that dated the record, is wrong, and ask for a new record."));

    public static readonly Fault SealedAhead = new("LDG1060", null,
        new("记录的签发日期晚于核验方的时钟，二者必有一误。", "The record is dated later than the verifier's clock; its date or that clock is wrong."),
        new("请核对本机时钟；若无误，请告知签发部门其日期有误。", "Check this machine's clock; if it is right, tell the department that the date is wrong."));

    public static readonly Fault LogAheadOfClock = new("LDG1061", null,
        new(
            "通过。日志所记的时间晚于核验方的时钟，二者必有一误。请查询链，以区块时间为准。",
            "Passed. The time in the log is later than the verifier's clock; one of the two is wrong. Verify with the chain, whose time counts."),
        new("请核对本机时钟，并连接链再次核验。", "Check this machine's clock, and verify again with the chain."));

    public static readonly Fault LogAhead = new("LDG1059", null,
        new(
            "通过。日志所记的时间晚于锚定它的区块：日志的时钟曾经有误。以区块时间为准。",
            "Passed. The time in the log is later than the block that anchored it: the log's clock was wrong. The block's time counts."),
        new("无需处理；以区块时间为准。", "No action is needed; the block's time counts."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Passed, NotABundle, PartMalformed, NeedsForm, SourceSilent, NotAnchoredYet, DisclosureForeign, SealKeyUnknown, SealWrong,
        SealKeyNotValidThen, IssuerOther, DepartmentUnknown, DepartmentSuspended, TypeUnknown, TypeOther, NotAuthorised, CommitmentOther,
        NotIncluded, CheckpointUnsigned, AnchorOther, AnchorElsewhere, NotFinalYet, Suspended, Revoked, Superseded, Withdrawn, NotYetValid, Expired,
        HolderNotAsked, HolderNotProven, AsOfBeforeAnchor, Pinned, NeedsTime, StatusUnknown, AnchorLater, SourceContradicts, SealKeyCompromised,
        LogKeyCompromised, PassedThroughMigration, MigrationNeeded, MigrationOther, MigrationUnsigned, MigrationNotAnchored, HeadImpossible,
        OrderUnknown, MigrationNotFinal, NoFinalBlock, BundleNotSupported, AsOfAhead, SealedAfterAnchor, LoggedBeforeSealed, SealedAhead,
        LogAheadOfClock, LogAhead,
    ];
}
