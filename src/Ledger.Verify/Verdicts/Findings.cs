namespace Ledger.Verify.Verdicts;

/// <summary>Every finding of a check (LDG10nn). The code is stable and never reused.</summary>
public static class Findings
{
    public static readonly Finding Passed = new("LDG1000", "Passed.", "通过。");

    public static readonly Finding NotABundle = new("LDG1001",
        "The file cannot be read as one bundle: it is cut off, damaged or something else. This says nothing about any record.",
        "文件无法作为一个凭证包读取：被截断、已损坏，或本来就不是。这不说明任何记录有问题。");

    public static readonly Finding PartMalformed = new("LDG1002",
        "A part of the bundle does not have its exact form; it was changed.",
        "凭证包的某一部分格式不对，已被改动。");

    public static readonly Finding NeedsForm = new("LDG1003",
        "Not looked at, because the bundle cannot be read.",
        "凭证包无法读取，此项未检查。");

    public static readonly Finding SourceSilent = new("LDG1004",
        "The chain could not be asked. This says nothing about the record.",
        "无法查询链，此项未检查。这不说明记录有问题。");

    public static readonly Finding NotAnchoredYet = new("LDG1005",
        "The record is logged but no final anchor covers it yet; fetch the bundle again in a while.",
        "记录已入日志，但尚无最终锚定；请稍后重新获取凭证包。");

    public static readonly Finding DisclosureForeign = new("LDG1006",
        "A disclosure does not belong to the record, or one is there twice.",
        "有披露项不属于这条记录，或重复。");

    public static readonly Finding SealKeyUnknown = new("LDG1007",
        "The key that sealed the record was never registered to this department.",
        "封签所用的密钥从未登记在该部门名下。");

    public static readonly Finding SealWrong = new("LDG1008",
        "The seal does not match the record; one of them was changed.",
        "封签与记录不符，二者之一被改动。");

    public static readonly Finding SealKeyNotValidThen = new("LDG1009",
        "The key that sealed the record was not valid when the chain first saw it.",
        "链首次见到该记录时，封签密钥不在有效期内。");

    public static readonly Finding IssuerOther = new("LDG1010",
        "The record names another issuer than the log it is in.",
        "记录中的签发者与其所在日志的部门不同。");

    public static readonly Finding DepartmentUnknown = new("LDG1011",
        "The registry knows no such department.",
        "登记处没有这个部门。");

    public static readonly Finding DepartmentSuspended = new("LDG1012",
        "The department was suspended when the chain first saw the record.",
        "链首次见到该记录时，该部门已被暂停。");

    public static readonly Finding TypeUnknown = new("LDG1013",
        "The registry knows no such record type.",
        "登记处没有这种记录类型。");

    public static readonly Finding TypeOther = new("LDG1014",
        "The record was made for another version of its type's description than the registered one.",
        "记录所依据的类型说明与登记的不同。");

    public static readonly Finding NotAuthorised = new("LDG1015",
        "The department was not authorised for this type when the chain first saw the record.",
        "链首次见到该记录时，该部门无权签发这种记录。");

    public static readonly Finding CommitmentOther = new("LDG1016",
        "The log's entry is about another record.",
        "日志条目对应的是另一条记录。");

    public static readonly Finding NotIncluded = new("LDG1017",
        "The proof does not lead from the entry to the checkpoint.",
        "证明不能从条目推到检查点。");

    public static readonly Finding CheckpointUnsigned = new("LDG1018",
        "The checkpoint is not signed by a log key the department had at that time.",
        "检查点没有该部门当时的日志密钥的签名。");

    public static readonly Finding AnchorOther = new("LDG1019",
        "The chain does not hold the head this bundle names.",
        "链上没有凭证包所称的锚定。");

    public static readonly Finding AnchorElsewhere = new("LDG1020",
        "The bundle belongs to another chain, registry or contract than the one asked; ask that one. This says nothing about the record.",
        "凭证包属于另一条链、登记处或合约，请改问该链。这不说明记录有问题。");

    public static readonly Finding NotFinalYet = new("LDG1021",
        "The block that holds the anchor is not final yet; ask again in a while.",
        "锚定所在的区块尚未最终确定，请稍后再查。");

    public static readonly Finding Suspended = new("LDG1022", "The record is suspended.", "记录已中止。");

    public static readonly Finding Revoked = new("LDG1023", "The record was revoked.", "记录已撤销。");

    public static readonly Finding Superseded = new("LDG1024", "The record was superseded by another.", "记录已被新记录取代。");

    public static readonly Finding Withdrawn = new("LDG1025", "The resident withdrew the consent.", "居民已撤回同意。");

    public static readonly Finding NotYetValid = new("LDG1026", "The record is not valid yet.", "记录尚未生效。");

    public static readonly Finding Expired = new("LDG1027", "The record has expired.", "记录已过期。");

    public static readonly Finding HolderNotAsked = new("LDG1028",
        "Not asked for: the record is bound to no key, or nobody asked for its holder.",
        "未要求：记录未绑定密钥，或未要求核对持有人。");

    public static readonly Finding HolderNotProven = new("LDG1029",
        "The presenter did not prove to be the holder.",
        "出示人未能证明自己是持有人。");

    public static readonly Finding AsOfBeforeAnchor = new("LDG1030",
        "At the time asked about, the chain had not seen the record yet.",
        "在所询问的时间，链尚未见到该记录。");

    public static readonly Finding Pinned = new("LDG1031",
        "Passed, against the key you gave and without its validity at the time.",
        "以您提供的密钥核对通过，未核对当时的有效期。");

    public static readonly Finding NeedsTime = new("LDG1032",
        "Not decided: when the chain first saw the record is not known.",
        "未定：不知道链首次见到该记录的时间。");

    public static readonly Finding StatusUnknown = new("LDG1033",
        "The chain reports a status this version does not know.",
        "链上的状态是本版本不认识的。");

    public static readonly Finding AnchorLater = new("LDG1034",
        "The bundle names a later anchor than the first that covers the record; fetch the bundle again.",
        "凭证包所称的锚定不是首个覆盖该记录的锚定，请重新获取凭证包。");

    public static readonly Finding SourceContradicts = new("LDG1035",
        "The chain's answers contradict each other; ask another node. This says nothing about the record.",
        "链的答复自相矛盾，请改问其他节点。这不说明记录有问题。");

    public static readonly Finding SealKeyCompromised = new("LDG1036",
        "The key that sealed the record had been declared compromised by the time the chain first saw it; anybody may have made it.",
        "链首次见到该记录时，封签密钥已被声明泄露，任何人都可能伪造。");

    public static readonly Finding LogKeyCompromised = new("LDG1037",
        "The log key that signed the checkpoint had been declared compromised by the time the chain first saw the record.",
        "链首次见到该记录时，签署检查点的日志密钥已被声明泄露。");

    public static readonly Finding PassedThroughMigration = new("LDG1038",
        "Passed, by the migration record with which the department left that chain.",
        "依据该部门离开旧链时的迁移记录核对通过。");

    public static readonly Finding MigrationNeeded = new("LDG1039",
        "The bundle names a chain that the department has left; its migration record is needed to verify it.",
        "凭证包所称的链已被该部门弃用，须有迁移记录才能核验。");

    public static readonly Finding MigrationOther = new("LDG1040",
        "The migration record given is none that the registry holds for this department. This says nothing about the record.",
        "所给的迁移记录不是登记处为该部门所存的。这不说明记录有问题。");

    public static readonly Finding MigrationUnsigned = new("LDG1041",
        "The migration record given is not signed with a log key the department has on the trusted chain. This says nothing about the record.",
        "所给的迁移记录没有该部门在可信链上的日志密钥的签名。这不说明记录有问题。");

    public static readonly Finding MigrationNotAnchored = new("LDG1042",
        "The trusted chain does not hold the head that the migration was logged with. This says nothing about the record.",
        "可信的链上没有迁移入日志时的树头。这不说明记录有问题。");

    public static readonly Finding HeadImpossible = new("LDG1044",
        "The department anchored a head of a size that no log can have. What it anchored before stands; nothing newer can be checked.",
        "该部门锚定过任何日志都不可能有的大小。此前的锚定仍然有效；此后的内容无法核验。");

    public static readonly Finding OrderUnknown = new("LDG1045",
        "A key or an authority began or ended in the block of the anchor, and which came first is not known; ask another node. This says nothing about the record.",
        "密钥或授权在锚定所在的区块内生效或终止，先后不明；请改问其他节点。这不说明记录有问题。");

    public static readonly Finding MigrationNotFinal = new("LDG1043",
        "The department's migration is not final on the trusted chain yet; ask again in a while.",
        "该部门的迁移在可信链上尚未最终确定，请稍后再查。");

    public static readonly Finding NoFinalBlock = new("LDG1047",
        "This chain names no final block, so no anchor on it counts as final; with QBFT say `--finality instant` (a node: Ledger:Chain:Finality). On a young chain ask again later.",
        "这条链没有给出最终区块，因此没有任何锚定可算最终；区块即时最终的联盟链请改用即时最终性（选项见英文说明），新建的链请稍后再查。");

    public static readonly Finding BundleNotSupported = new("LDG1046",
        "The bundle is longer or of another version than is supported here. This says nothing about any record.",
        "此处不支持该凭证包的长度或版本。这不说明任何记录有问题。");

    public static readonly Finding AsOfAhead = new("LDG1056",
        "The time asked about lies ahead: whether the record will be in force then is not known. Ask about now or an earlier time.",
        "所询问的时间在将来：届时记录是否有效尚不得而知。请询问现在或更早的时间。");

    public static readonly Finding SealedAfterAnchor = new("LDG1057",
        "The record is dated later than the block in which the chain first saw it; its dates cannot be right. Ask the department for a new one.",
        "记录的签发日期晚于链首次见到它的区块，日期不可能正确。请向该部门申请重新签发。");

    public static readonly Finding LoggedBeforeSealed = new("LDG1058",
        "The log dates the record earlier than the record dates itself; one of the two cannot be right. Ask the department for a new one.",
        "日志所记的时间早于记录自身的签发日期，二者必有一误。请向该部门申请重新签发。");

    public static readonly Finding SealedAhead = new("LDG1060",
        "The record is dated later than the verifier's clock; its date or that clock is wrong.",
        "记录的签发日期晚于核验方的时钟，二者必有一误。");

    public static readonly Finding LogAheadOfClock = new("LDG1061",
        "Passed. The time in the log lies ahead of the verifier's clock; one of the two is wrong. Ask the chain, whose time counts.",
        "通过。日志所记的时间晚于核验方的时钟，二者必有一误。请查询链，以区块时间为准。");

    public static readonly Finding LogAhead = new("LDG1059",
        "Passed. The time in the log lies ahead of the block that anchored it: the log's clock was wrong. The block's time is the one that counts.",
        "通过。日志所记的时间晚于锚定它的区块：日志的时钟曾经有误。以区块时间为准。");
}
