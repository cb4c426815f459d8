using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG8xxx: the reasons why a node does not start. The node prints the reason on stderr in both languages and exits with code 2.</summary>
public static class StartUpFaults
{
    public static readonly Fault DirectoryNotWritable = new("LDG8002", 503,
        new("数据目录不可写。", "The data directory cannot be written to."),
        new("请检查权限与磁盘空间，或用 Ledger__DataDirectory 另指目录。", "Check its permissions and the disk, or name another directory with Ledger__DataDirectory."));

    public static readonly Fault AddressTaken = new("LDG8003", 503,
        new("监听地址已被占用或不可用。", "The address to listen on is taken or cannot be used."),
        new("请停止占用它的程序，或用 ASPNETCORE_URLS 另指地址。", "Stop what listens there, or choose another address with ASPNETCORE_URLS."));

    public static readonly Fault SettingsWrong = new("LDG8004", 503,
        new("配置有误。", "A setting is wrong."),
        new("请修正所列设置。", "Correct the settings named."));

    public static readonly Fault DevChain = new("LDG8005", 503,
        new("内置链无法取得或启动。", "The embedded chain cannot be fetched or started."),
        new("按上面的提示处理，或用 Ledger__Chain__Endpoints__0 指定一条已有的链。", "Follow the advice shown with it, or name an existing chain with Ledger__Chain__Endpoints__0."));

    public static readonly Fault ChainDoesNotMatch = new("LDG8008", 503,
        new("链与数据目录不匹配，或合约拒绝了设置。", "The chain and the data directory do not belong together, or a contract refused the set-up."),
        new("请核对链的地址与登记处合约；内置链的状态在数据目录的 chain 下。", "Check the chain's address and registry; the state of the embedded chain is in the folder chain of the data directory."));

    public static readonly Fault AddressBookWrong = new("LDG8020", 503,
        new("合约地址簿无法读取，或由较早的版本写成。", "The address book of the contracts cannot be read, or an earlier version wrote it."),
        new("请使用 ledger contracts deploy 写出的文件；内置链请换新的数据目录。",
            "Use a file that ledger contracts deploy wrote; for the embedded chain begin with a new data directory."));

    public static readonly Fault FinalityWrong = new("LDG8013", 503,
        new("配置的最终性规则与这条链不符。", "The finality mode that is configured does not fit this chain."),
        new("请修正 Ledger__Chain__Finality：QBFT 链用 instant，权益证明链用 finalized，其余用 depth:N。",
            "Set Ledger__Chain__Finality: instant on QBFT, finalized on proof of stake, depth:N on other chains."));

    public static readonly Fault OutputClosed = new("LDG8014", 503,
        new("标准输出已关闭或写不进去。", "Standard output is closed or cannot be written to."),
        new("请将输出接到终端、文件或 /dev/null。", "Send the output to a terminal, a file or /dev/null."));

    public static readonly Fault SettingsNotRead = new("LDG8015", 503,
        new("工作目录中有节点的配置文件，但不会被读取；按现有配置将启动演示。",
            "The node does not read the settings file in the working directory; without it, the node would start a demonstration."),
        new("请将它移到第二个路径，或用 Ledger__ 环境变量配置；若只要演示，请换一个工作目录。",
            "Move it to the second path, or set Ledger__ environment variables; for the demonstration, start in another directory."));

    public static readonly Fault RotationUndecided = new("LDG8021", 503,
        new("密钥轮换未完成，而链无法查询或相关区块尚未最终确定：不知道登记处认可哪一个密钥。",
            "The rotation of a key was interrupted, and it is unknown which key the registry has: the chain does not answer, or its block is not final yet."),
        new("请稍后再启动；或确认新密钥未曾登记后，移走 keys 下以 .next 结尾的文件。",
            "Start again in a while. If you are sure that the new key was never registered, move the file that ends in .next out of the folder keys instead."));

    public static readonly Fault ReadOnly = new("LDG8540", 503,
        new("数据目录所在的文件系统是只读的。", "The data directory lies on a file system that is mounted read-only."),
        new("请以可写方式重新挂载，或用 Ledger__DataDirectory 另指目录。", "Mount it writable, or name another directory with Ledger__DataDirectory."));

    public static readonly Fault DiskFull = new("LDG8541", 503,
        new("数据目录所在的磁盘已满。", "The disk that holds the data directory is full."),
        new("请腾出空间后再启动；已确认的记录都在。", "Free space and start again; every acknowledged record is there."));

    public static readonly Fault NotMoved = new("LDG8025", 503,
        new("所连的链不是该部门所在的链，也没有迁往它的记录。", "This is not the chain that the department is on, and there is no record of a move to it."),
        new("请核对链的设置；若确要迁移，请先对停止的节点运行 ledger chain migrate。文件未被改动。",
            "Check the settings of the chain; to move the department, stop the node and run ledger chain migrate. No file was changed."));

    public static readonly Fault DemonstrationSignIn = new("LDG8028", 503,
        new("演示登录只能用于演示，而本节点配置了链。", "The demonstration's sign-in works in a demonstration only, and this node has a configured chain."),
        new("请删去 Ledger__SignIn__Demonstration，并用 Ledger__SignIn__Authority 指定身份认证服务。",
            "Remove Ledger__SignIn__Demonstration, and name an identity service with Ledger__SignIn__Authority."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        DirectoryNotWritable, AddressTaken, SettingsWrong, DevChain, ChainDoesNotMatch, AddressBookWrong, FinalityWrong, OutputClosed, SettingsNotRead,
        RotationUndecided, ReadOnly, DiskFull, NotMoved, DemonstrationSignIn,
    ];
}
