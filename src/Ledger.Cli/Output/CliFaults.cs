using Ledger.Faults;

namespace Ledger.Cli.Output;

/// <summary>LDG85xx: why a command could not be run, where no use case says so. Written to stderr; exit code 2.</summary>
public static class CliFaults
{
    public static readonly Fault CommandUnknown = new("LDG8509", 500,
        new("命令行有误。", "The command line cannot be understood."), new("用 ledger --help 查看用法。", "See ledger --help."));

    public static readonly Fault TokenNotShown = new("LDG8562", 500,
        new("新令牌未能输出，已撤回。", "The new token could not be shown, so it was withdrawn."),
        new("请将标准输出接到终端或文件后重试。", "Send standard output to a terminal or a file and try again."));

    public static readonly Fault TokenNotShownNorWithdrawn = new("LDG8563", 500,
        new("新令牌未能输出，也未能撤回：它有效而无人见过。", "The new token could not be shown and not be withdrawn either: it is in force and nobody has seen it."),
        new("请用 ledger tokens withdraw --id 撤回。", "Withdraw it with ledger tokens withdraw --id."));

    public static readonly Fault BackupIncomplete = new("LDG8542", 500,
        new("有部门未能备份，其余部门已备份。", "A department could not be backed up; the others are backed up."),
        new("请保留其文件，从较早的备份恢复该部门（可加 --replay），再重新备份。",
            "Keep its files, restore that department from an earlier backup (with --replay where its public log goes further), then back up again."));

    public static readonly Fault FewValidators = new("LDG8590", 500,
        new("验证节点少于四个，停一个即停链。", "Fewer than four validators: the chain stops when one of them does."),
        new("请增加验证节点；仅供试验时可用 --allow-fewer。", "Name four or more; for a trial, say --allow-fewer."));

    public static readonly Fault ValidatorRepeated = new("LDG8591", 500,
        new("同一验证节点出现两次。", "A validator is named twice."), new("每个节点须有自己的密钥。", "Each node has a key of its own."));

    public static readonly Fault ValidatorUnusable = new("LDG8592", 500,
        new("这不是可用的验证节点。", "This cannot be a validator."),
        new("地址应为 0x 加 40 位小写十六进制数，公钥为 128 位。", "An address is 0x and 40 hexadecimal digits in lower case, a public key 128 of them."));

    public static readonly Fault ChainIdTaken = new("LDG8593", 500,
        new("此链编号已被公链或开发链使用。", "The chain id is a public or a development chain's."),
        new("请另选编号，以免交易被拿到他链重放。", "Choose another, or transactions of one could be sent on the other."));

    public static readonly Fault PlanUnusable = new("LDG8594", 500,
        new("网络方案不可用。", "The network plan cannot be used."), new("请按所指之处修改方案。", "Change the plan at the place named."));

    public static readonly Fault KeyExists = new("LDG8595", 500,
        new("此处已有密钥；未改动。", "There is a key already; it was left alone."),
        new("若确要更换节点身份，请指定新的目录。", "To give the node another identity on purpose, name a new folder."));
}
