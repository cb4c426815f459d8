using Ledger.Faults;

namespace Ledger.Cli.Output;

/// <summary>LDG85xx: why a command could not be run. Told on stderr; exit code 2.</summary>
public static class CliFaults
{
    public static readonly Fault FileUnreadable = new("LDG8501", 500,
        new("文件无法读取。", "The file cannot be read."), new("请检查路径与权限。", "Check the path and its permissions."));

    public static readonly Fault FileMalformed = new("LDG8502", 500,
        new("文件的格式不对。", "The file does not have the right form."), new("请核对是否选对文件。", "Check that it is the right file."));

    public static readonly Fault OptionWrong = new("LDG8503", 500,
        new("参数有误。", "An option is wrong."), new("用 --help 查看用法。", "See --help."));

    public static readonly Fault Unreachable = new("LDG8504", 500,
        new("无法连接。", "It cannot be reached."), new("请检查地址与网络；这不说明数据有问题。", "Check the address and the network; this says nothing about the data."));

    public static readonly Fault Refused = new("LDG8505", 500,
        new("节点拒绝了请求。", "The node refused the request."), new("请按节点给出的代码处理。", "Look at the code the node gave."));

    public static readonly Fault NameTaken = new("LDG8506", 500,
        new("已有同名令牌。", "There is a token of that name already."), new("请换一个名称。", "Choose another name."));

    public static readonly Fault DirectoryInUse = new("LDG8507", 500,
        new("数据目录正被节点使用。", "A node is using the data directory."), new("请改用 --node 与 --token。", "Use --node and --token instead."));

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
}

/// <summary>A command could not be run. Says nothing about the thing that was to be checked.</summary>
/// <param name="fault">Why.</param>
/// <param name="detail">Where: a path, an option or an address.</param>
/// <param name="inner">What was thrown.</param>
public sealed class CliException(Fault fault, string detail, Exception? inner = null) : Exception(fault.Title.En, inner)
{
    public Fault Fault { get; } = fault;

    public string Detail { get; } = detail;
}
