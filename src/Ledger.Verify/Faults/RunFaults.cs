using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>
/// LDG85xx: why a use case could not run: something it needs cannot be reached, read or written. The thing to be checked may be right or wrong.
/// </summary>
public static class RunFaults
{
    public static readonly Fault NotAllAnswered = new("LDG4770", 500,
        new("有部门没有答复，其余部门没有这条记录。", "Departments did not answer, and those that did have no such record."),
        new("记录可能就在未答复的部门：请按所列代码处理后重试，或用 --department 指明部门。",
            "The record may be in a department that did not answer. Act on the reason named for each department and run the command again, or name the department with --department."));

    public static readonly Fault FileUnreadable = new("LDG8501", 500,
        new("文件无法读取。", "The file cannot be read."), new("请检查路径与权限。", "Check the path and its permissions."));

    public static readonly Fault FileMalformed = new("LDG8502", 500,
        new("文件的格式不对。", "The file does not have the right form."), new("请核对是否选对文件。", "Check that it is the right file."));

    public static readonly Fault OptionWrong = new("LDG8503", 500,
        new("参数有误。", "An option is wrong."), new("用 --help 查看用法。", "See --help."));

    public static readonly Fault Unreachable = new("LDG8504", 500,
        new("无法连接。", "It cannot be reached."), new("请检查地址与网络；这不说明数据有问题。", "Check the address and the network; this says nothing about the data."));

    public static readonly Fault Refused = new("LDG8505", 500,
        new("节点拒绝了请求。", "The node refused the request."), new("请按上面所列的节点代码处理。", "Act on the node's own code, which is named above."));

    public static readonly Fault NameTaken = new("LDG8506", 500,
        new("已有同名令牌。", "There is a token of that name already."), new("请换一个名称。", "Choose another name."));

    public static readonly Fault DirectoryInUse = new("LDG8507", 500,
        new("数据目录正被节点使用。", "A node is using the data directory."), new("请先停止节点，再运行此命令。", "Stop the node, then run this command again."));

    public static readonly Fault FileUnwritable = new("LDG8508", 500,
        new("文件无法写入。", "The file cannot be written."), new("请检查路径、权限与磁盘空间。", "Check the path, its permissions and the space on the disk."));

    public static readonly Fault CommandUnknown = new("LDG8509", 500,
        new("命令行有误。", "The command line cannot be understood."), new("用 ledger --help 查看用法。", "See ledger --help."));

    public static readonly Fault NoLog = new("LDG8510", 500,
        new("此处没有日志：找不到检查点。", "There is no log here: it has no checkpoint."),
        new("请核对地址，应为 …/<部门>/log。", "Check the address; it ends in /<department>/log."));

    public static readonly Fault AnswerUnreadable = new("LDG8511", 500,
        new("节点的回答无法读取。", "The node's answer cannot be read."),
        new("请核对 --node 是否为本系统的节点。", "Check that --node is a node of this system."));

    public static readonly Fault NotFound = new("LDG8512", 500,
        new("节点没有所找的内容。", "The node does not have what was asked for."), new("请核对编号与部门。", "Check the id and the department."));

    public static readonly Fault CannotBeRead = new("LDG8513", 500,
        new("内容无法读取，因此未作任何判断。", "It cannot be read, so it was not judged."),
        new("请重新获取文件，并核对是否选对、是否完整。", "Get the file again; check that it is the right one, and whole."));

    public static readonly Fault NotSupported = new("LDG8514", 500,
        new("此处不支持，因此未作任何判断。", "It is not supported here, so it was not judged."),
        new("这是本程序的限制，不说明内容有误；请用支持它的程序核验。", "This is a limit of this program, not an error in the file; check it with a program that supports it."));

    public static readonly Fault StateMalformed = new("LDG8520", 500,
        new("状态文件的格式不对。", "The state file does not have the right form."),
        new("请核对文件；若确定要从头记起，请改用新的状态文件。", "Check that it is the right file; to start from the beginning, give the name of a new file."));

    public static readonly Fault StateFromTheFuture = new("LDG8521", 500,
        new("状态文件由更新的版本写成。", "A newer version of this program wrote the state file."), new("请更新本程序。", "Update this program."));

    public static readonly Fault StateOfAnotherLog = new("LDG8522", 500,
        new("状态文件属于另一个日志。", "The state file belongs to another log."), new("每个日志请使用各自的状态文件。", "Give each log a state file of its own."));

    public static readonly Fault StateOfAnotherKey = new("LDG8523", 500,
        new("状态文件中的公钥与 --vkey 不同。", "The state file was written for another key of this log."),
        new("请核对公钥；若日志已更换密钥，请改用新的状态文件。", "Check the key; if the log has changed its key, begin a new state file."));

    public static readonly Fault StateNotSigned = new("LDG8524", 500,
        new("状态文件中的检查点不是此密钥所签，文件可能被改动。", "The checkpoint in the state file is not signed with this key; the file may have been changed."),
        new("请从备份取回状态文件。", "Fetch the state file from a backup."));

    public static readonly Fault NoteUnusable = new("LDG8525", 500,
        new("文件不是此日志签名的检查点。", "The file is not a checkpoint that this log has signed."),
        new("请核对文件与公钥；没有签名就不能证明什么。", "Check the file and the key; without the signature it proves nothing."));

    public static readonly Fault LogNeeded = new("LDG8526", 500,
        new("两个检查点大小不同，只有日志的文件能说明是否一致。", "The checkpoints have different sizes; only the log's files can show whether they agree."),
        new("请用 --log 给出日志的地址或目录。", "Give the log's address or folder with --log."));

    public static readonly Fault LogUnusable = new("LDG8527", 500,
        new("日志的文件与它签名的树根不符，无法据此比较。", "The log's files do not lead to its signed root, so they cannot be used to compare."),
        new("请先用 ledger log check 核对日志。", "Run ledger log check on the log first."));

    public static readonly Fault BackupIncomplete = new("LDG8542", 500,
        new("有部门未能备份，其余部门已备份。", "A department could not be backed up; the others are backed up."),
        new("请保留其文件，从较早的备份恢复该部门（可加 --replay），再重新备份。",
            "Keep its files, restore that department from an earlier backup (with --replay if its public log is longer), then back up again."));

    public static readonly Fault ImportInterrupted = new("LDG8543", 500,
        new("导入中断：节点暂时不能受理，或连接断开；这不是记录有误。", "The import stopped before its end because of an outage, not because of the records."),
        new("待原因消除后用同一个文件再次运行同一命令；已受理的行凭其 key 识别，不会重复签发。",
            "When the outage is over, run the same command with the same file again; lines that were accepted are recognised by their keys and are not issued twice."));

    public static readonly Fault NotADataDirectory = new("LDG8550", 500,
        new("此处没有节点的数据目录。", "There is no data directory of a node here."), new("请核对路径。", "Check the path."));

    public static readonly Fault TargetNotEmpty = new("LDG8551", 500,
        new("目标目录不是空的；未改动任何文件。", "The target folder is not empty; nothing was changed."), new("请指定新的目录。", "Name a new folder."));

    public static readonly Fault NotABackup = new("LDG8552", 500,
        new("此处没有完整的备份。", "There is no complete backup here."),
        new("备份最后才写 manifest.json；没有它，说明备份未完成。", "A backup's manifest.json is written last; without it the backup was not finished."));

    public static readonly Fault BackupTooNew = new("LDG8553", 500,
        new("备份由更新的版本写成。", "A newer version of this program wrote the backup."), new("请更新本程序。", "Update this program."));

    public static readonly Fault BackupDiffers = new("LDG8554", 500,
        new("备份中的文件缺失或已改变。", "A file of the backup is missing or is not what was backed up."), new("请使用另一份备份。", "Use another backup."));

    public static readonly Fault DataDamaged = new("LDG8555", 500,
        new("数据已损坏。", "The data is damaged."), new("请保留现场，从备份恢复。", "Keep it as it is and restore a backup."));

    public static readonly Fault DataTooNew = new("LDG8556", 500,
        new("数据由更新的版本写成。", "A newer version of this software wrote the data."), new("请更新本程序。", "Update this program."));

    public static readonly Fault DataTooOld = new("LDG8564", 500,
        new("数据由较早的版本写成，尚未转换。", "An earlier version of this software wrote the data, and it was not carried over yet."),
        new("请用本版本启动一次节点，然后再试。", "Start the node once with this version, and then try again."));

    public static readonly Fault ErasuresUnlisted = new("LDG8565", 500,
        new("公开日志中有备份之后的删除，而清单未列出。", "The public log has erasures after the backup that no list names."),
        new("请用 --erased 给出故障节点 heads 目录中的 <部门>.erased；清单已丢失时用 --forget-erasures，这些人的资料将重新可读，须另行删除。",
            "Give the <department>.erased of the lost node's heads folder with --erased. If it is lost, use --forget-erasures: the data of these people is then readable again and must be erased again."));

    public static readonly Fault DataOfAnotherLog = new("LDG8557", 500,
        new("数据属于另一个日志。", "The data belongs to another log."), new("请核对路径。", "Check the path."));

    public static readonly Fault LogBehind = new("LDG8558", 500,
        new("日志比它曾公布的短。", "The log is shorter than what it has shown before."),
        new("请勿写入。请用 ledger restore 恢复较新的备份，或加 --replay 由公开日志补齐。", "Do not write to it. Restore a newer backup with ledger restore, or add the missing entries with its option --replay."));

    public static readonly Fault TwoHistories = new("LDG8559", 500,
        new("日志与它曾公布的不同：有两段历史。", "The log is not the one that it has shown before: there are two histories."),
        new("请保留现场并通知审计人员。", "Keep everything as it is and call an auditor."));

    public static readonly Fault ReplayOfAnotherHistory = new("LDG8560", 500,
        new("公开日志与备份不是同一段历史，未补齐。", "The public log and the backup have different histories; nothing was added."),
        new("请保留两者并通知审计人员。", "Keep both and call an auditor."));

    public static readonly Fault DepartmentNotHere = new("LDG8561", 500,
        new("数据目录中没有该部门。", "The data directory has no such department."),
        new("请从所列部门中选择；新部门请先启动一次节点。", "Choose one of the named departments; for a new department, start the node once first."));

    public static readonly Fault TokenNotShown = new("LDG8562", 500,
        new("新令牌未能输出，已撤回。", "The new token could not be shown, so it was withdrawn."),
        new("请将标准输出接到终端或文件后重试。", "Send standard output to a terminal or a file and try again."));

    public static readonly Fault TokenNotShownNorWithdrawn = new("LDG8563", 500,
        new("新令牌未能输出，也未能撤回：它有效而无人见过。", "The new token could neither be shown nor be withdrawn: it is in force, and nobody has seen it."),
        new("请用 ledger tokens withdraw --id 撤回。", "Withdraw it with ledger tokens withdraw --id."));

    public static readonly Fault NotAnchoredYet = new("LDG8570", 500,
        new("该记录尚无最终锚定，还不能出具存证。", "The record has no final anchor yet, so there is no lasting evidence."),
        new("请稍后再试。", "Try again in a moment."));

    public static readonly Fault NotEvidence = new("LDG8571", 500,
        new("此文件不是存证文件。", "The file is not an evidence file."), new("请核对是否选对文件。", "Check that it is the right file."));

    public static readonly Fault EvidenceTooNew = new("LDG8572", 500,
        new("存证文件由更新的版本写成。", "A newer version of this program wrote the evidence."), new("请更新本程序。", "Update this program."));

    public static readonly Fault EvidenceTooLarge = new("LDG8573", 500,
        new("迁移记录过大，存证放不下。", "The migration records are too large to go into the evidence."),
        new("请保存凭证包与迁移记录，核验时用 --migration。", "Keep the bundle and the migration record; verify with --migration."));

    public static readonly Fault ImportUnreadable = new("LDG8574", 500,
        new("文件无法读取，未导入任何记录。", "The file cannot be read; nothing was imported."),
        new("请给出 UTF-8 文件，每行一个 JSON 对象，如 ledger sample 所写。", "Give a file in UTF-8 with one JSON object on each line, as ledger sample writes it."));

    public static readonly Fault FewValidators = new("LDG8590", 500,
        new("验证节点少于四个，停一个即停链。", "Fewer than four validators: the chain stops when one of them does."),
        new("请增加验证节点；仅供试验时可用 --allow-fewer。", "Name four or more; for a trial, say --allow-fewer."));

    public static readonly Fault ValidatorRepeated = new("LDG8591", 500,
        new("同一验证节点出现两次。", "A validator is named twice."), new("每个节点须有自己的密钥。", "Each node has a key of its own."));

    public static readonly Fault ValidatorUnusable = new("LDG8592", 500,
        new("这不是可用的验证节点。", "This cannot be a validator."),
        new("地址应为 0x 加 40 位小写十六进制数，公钥为 128 位。", "An address is 0x and 40 hexadecimal digits in lower case; a public key is 128 of them, with or without 0x."));

    public static readonly Fault ChainIdTaken = new("LDG8593", 500,
        new("此链编号已被公链或开发链使用。", "A public chain or a development chain has this chain id."),
        new("请另选编号，以免交易被拿到他链重放。", "Choose another id. Otherwise transactions of one chain could be repeated on the other."));

    public static readonly Fault PlanUnusable = new("LDG8594", 500,
        new("网络方案不可用。", "The network plan cannot be used."), new("请按所指之处修改方案。", "Change the plan at the place named."));

    public static readonly Fault KeyExists = new("LDG8595", 500,
        new("此处已有密钥；未改动。", "There is a key already; it was left alone."),
        new("若确要更换节点身份，请指定新的目录。", "To give the node another identity on purpose, name a new folder."));

    public static readonly Fault GenesisUnusable = new("LDG8596", 500,
        new("这不是可用的创世文件。", "The genesis file cannot be used."), new("请按所指之处核对文件。", "Check the file at the place named."));

    public static readonly Fault GenesisUnsupported = new("LDG8597", 500,
        new("创世文件含有此处不支持的内容，无法计算区块 0 的哈希。", "The genesis file contains something that is not supported here; the hash of block 0 was not computed."),
        new("文件本身未必有误：请从两个运行中的节点读取区块 0 的哈希并相互核对。", "The file may be good: read the hash of block 0 from two running nodes and compare."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NotAllAnswered, FileUnreadable, FileMalformed, OptionWrong, Unreachable, Refused, NameTaken, DirectoryInUse, FileUnwritable, CommandUnknown,
        NoLog, AnswerUnreadable, NotFound, CannotBeRead, NotSupported, StateMalformed, StateFromTheFuture, StateOfAnotherLog, StateOfAnotherKey,
        StateNotSigned, NoteUnusable, LogNeeded, LogUnusable, BackupIncomplete, ImportInterrupted, NotADataDirectory, TargetNotEmpty, NotABackup,
        BackupTooNew, BackupDiffers, DataDamaged, DataTooNew, DataTooOld, ErasuresUnlisted, DataOfAnotherLog, LogBehind, TwoHistories, ReplayOfAnotherHistory, DepartmentNotHere,
        TokenNotShown, TokenNotShownNorWithdrawn, NotAnchoredYet, NotEvidence, EvidenceTooNew, EvidenceTooLarge, ImportUnreadable, FewValidators,
        ValidatorRepeated, ValidatorUnusable, ChainIdTaken, PlanUnusable, KeyExists, GenesisUnusable, GenesisUnsupported,
    ];
}
