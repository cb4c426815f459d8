using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG8016 to LDG8018 and LDG8576: how the registry and a department of this node disagree.</summary>
public static class RegistrationFaults
{
    public static readonly Fault Unknown = new("LDG8016", 503,
        new("登记处没有该部门：不能签发，也不能锚定。", "The registry does not know the department: it can neither issue nor anchor."),
        new("请理事会接纳（ledger department add），或核对 Ledger__Host、部门简称与链的设置；接纳后自动继续。",
            "Have the council admit it (ledger department add), or check Ledger__Host, the department's id and the chain's settings; then everything continues by itself."));

    public static readonly Fault Suspended = new("LDG8017", 503,
        new("登记处已暂停该部门：锚定会被拒绝。", "The registry has suspended the department: its anchors are refused."),
        new("请联系理事会；恢复后自动继续。", "Ask the council; everything continues by itself when the suspension ends."));

    public static readonly Fault OtherOperator = new("LDG8018", 503,
        new("登记处中该部门的操作账户不是本节点的账户。", "The operator's account that the registry has for the department is not this node's account."),
        new("请核对数据目录，或请理事会更换操作账户（ledger council propose operator）。",
            "Check the data directory, or ask the council to change the operator's account (ledger council propose operator)."));

    public static readonly Fault OtherAddress = new("LDG8576", 503,
        new("登记处中的节点地址与 Ledger:PublicUrl 不同，他人会访问旧地址。", "The registry has another address for this node than Ledger:PublicUrl, and others use the address in the registry."),
        new("原因排除后（见日志）重新启动节点，它会自行登记；当前登记可用 ledger department show 查看。",
            "Remove the cause that the log names, then restart the node, which registers its address itself; ledger department show prints what is registered."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Unknown, Suspended, OtherOperator, OtherAddress,
    ];
}
