using Ledger.Faults;

namespace Ledger.Anchoring;

/// <summary>LDG4xxx: what can keep a log and the chain apart. Shown on the health page.</summary>
public static class AnchoringFaults
{
    public static readonly Fault ChainUnreachable = new("LDG4001", 503,
        new("暂时无法连接链；签发照常，锚定稍后补上。", "The chain cannot be reached; issuing goes on and anchors catch up."),
        new("请检查链节点；恢复后会自动继续。", "Look at the chain's nodes; anchoring goes on by itself."));

    public static readonly Fault CallRefused = new("LDG4002", 503,
        new("合约拒绝了锚定或状态更新。", "The contract refuses to anchor or to set a status."),
        new("请核对部门是否已登记、未暂停，操作账户是否正确。", "Check that the department is admitted, active and operated by this account."));

    public static readonly Fault BehindChain = new("LDG4003", 503,
        new("链上的日志比本机的长。", "The chain holds a longer log than this node."),
        new("可能恢复了旧备份：请恢复较新的备份。", "An old backup may have been restored: restore a newer one."));

    public static readonly Fault RootDiffers = new("LDG4004", 503,
        new("链上锚定的树根与本机日志不同。", "The root anchored on the chain differs from this log's."),
        new("请保留现场并通知审计人员。", "Keep everything as it is and call an auditor."));

    public static readonly Fault StatusDiffers = new("LDG4005", 503,
        new("链上有记录处于终态，与本机日志不同。", "A record has a final status on the chain that this log does not know."),
        new("请通知审计人员核对操作账户。", "Call an auditor; the operator's account may be used by somebody else."));
}
