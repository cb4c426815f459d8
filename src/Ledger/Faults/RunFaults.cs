namespace Ledger.Faults;

/// <summary>
/// LDG85xx: why a use case could not run: something it needs cannot be reached, read or written. Says nothing about the thing that was to be checked.
/// </summary>
public static class RunFaults
{
    public static readonly Fault FileUnreadable = new("LDG8501", 500,
        new("文件无法读取。", "The file cannot be read."), new("请检查路径与权限。", "Check the path and its permissions."));

    public static readonly Fault Unreachable = new("LDG8504", 500,
        new("无法连接。", "It cannot be reached."), new("请检查地址与网络；这不说明数据有问题。", "Check the address and the network; this says nothing about the data."));

    public static readonly Fault Refused = new("LDG8505", 500,
        new("节点拒绝了请求。", "The node refused the request."), new("请按上面所列的节点代码处理。", "Act on the node's own code, which is named above."));

    public static readonly Fault FileUnwritable = new("LDG8508", 500,
        new("文件无法写入。", "The file cannot be written."), new("请检查路径、权限与磁盘空间。", "Check the path, its permissions and the space on the disk."));

    public static readonly Fault NotFound = new("LDG8512", 500,
        new("节点没有所找的内容。", "The node does not have what was asked for."), new("请核对编号与部门。", "Check the id and the department."));

    public static readonly Fault CannotBeRead = new("LDG8513", 500,
        new("内容无法读取，因此未作任何判断。", "It cannot be read, so nothing is said about it."),
        new("请重新获取文件，并核对是否选对、是否完整。", "Get the file again; check that it is the right one, and whole."));

    public static readonly Fault AnswerUnreadable = new("LDG8511", 500,
        new("节点的回答无法读取。", "The node's answer cannot be read."),
        new("请核对 --node 是否为本系统的节点。", "Check that --node is a node of this system."));

    public static readonly Fault StateMalformed = new("LDG8520", 500,
        new("状态文件的格式不对。", "The state file does not have the right form."),
        new("请核对文件；若确定要从头记起，请改用新的状态文件。", "Check that it is the right file; to begin anew on purpose, give the name of a new one."));

    public static readonly Fault StateFromTheFuture = new("LDG8521", 500,
        new("状态文件由更新的版本写成。", "A newer version of this program wrote the state file."), new("请更新本程序。", "Update this program."));

    public static readonly Fault StateOfAnotherLog = new("LDG8522", 500,
        new("状态文件属于另一个日志。", "The state file is another log's."), new("每个日志请使用各自的状态文件。", "Give each log a state file of its own."));

    public static readonly Fault StateOfAnotherKey = new("LDG8523", 500,
        new("状态文件中的公钥与 --vkey 不同。", "The state file was written for another key of this log."),
        new("请核对公钥；若日志已更换密钥，请改用新的状态文件。", "Check the key; if the log has changed its key, begin a new state file."));

    public static readonly Fault StateNotSigned = new("LDG8524", 500,
        new("状态文件中的检查点不是此密钥所签，文件可能被改动。", "The checkpoint in the state file is not signed with this key; the file may have been changed."),
        new("请从备份取回状态文件。", "Fetch the state file from a backup."));
}
