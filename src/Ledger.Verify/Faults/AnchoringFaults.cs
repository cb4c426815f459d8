using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG4xxx: why a log cannot be anchored, or differs from the chain. The health page shows them.</summary>
public static class AnchoringFaults
{
    public static readonly Fault ChainUnreachable = new("LDG4001", 503,
        new("暂时无法连接链；签发照常，锚定稍后补上。", "The chain cannot be reached; issuing continues and anchors catch up."),
        new("请检查链节点；恢复后会自动继续。", "Check the chain's nodes; anchoring then continues by itself."))
    { Kind = FaultKind.Transient };

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

    public static readonly Fault FundsMissing = new("LDG4006", 503,
        new("部门链上账户的余额不足以支付手续费。", "The department's account on the chain cannot pay for gas."),
        new("请向该账户转入手续费；到账后会自动继续。", "Send coins for gas to the account; then everything continues by itself."));

    public static readonly Fault TransactionRefused = new("LDG4007", 503,
        new("链节点拒绝接收交易。", "The chain's node refuses to take the transaction."),
        new("请查看日志中节点给出的原因，核对节点的许可名单与燃料上限；会自动重试。",
            "Read the answer of the chain's node in the log; check its permissions and gas limits. The transaction is retried automatically."));

    public static readonly Fault TransactionStuck = new("LDG4008", 503,
        new("交易久未入块，出价已足够高。", "A transaction has waited long for a block, although it offers a high enough gas fee."),
        new("请检查链是否仍在出块，以及该账户是否另有交易在排队。", "Check whether the chain still produces blocks, and whether an earlier transaction of the account is pending."));

    public static readonly Fault FinalityWrong = new("LDG4009", 503,
        new("配置的最终性规则与这条链不符。", "The finality mode that is configured does not fit this chain."),
        new("QBFT 链请用 instant，权益证明链请用 finalized，其余用 depth:N。", "Use instant on QBFT, finalized on proof of stake, depth:N on other chains."));

    public static readonly Fault ContractsMissing = new("LDG4010", 503,
        new("链上没有登记处或它所指的合约。", "The registry, or a contract it names, is not on the chain."),
        new("请核对合约地址，以及链是否被重置；本机数据未改动，合约恢复后会自动继续。",
            "Check the address and whether the chain was reset. Nothing here was changed; everything continues when the contracts are back."));

    public static readonly Fault OtherChain = new("LDG4011", 503,
        new("链节点属于另一条链：链编号或创世区块不同。", "The endpoints are on another chain: its id or its block 0 differs."),
        new("请核对地址；若链确已更换，请按迁移步骤处理。", "Check the addresses; if the chain was replaced, migrate to the new one."));

    public static readonly Fault FinalUndone = new("LDG4012", 503,
        new("链撤销了曾视为最终的区块；正在重新锚定。", "The chain removed a block that counted as final; its anchors and statuses are being sent again."),
        new("请核对最终性规则，并通知链的各运营方。本机未丢失任何内容。", "Check the finality mode and tell the chain's operators. Nothing is lost here."));

    public static readonly Fault ChainBehind = new("LDG4013", 503,
        new("链节点比此前所见的落后。", "The endpoint is behind a block that the chain has already shown."),
        new("通常会自行赶上；否则请检查该节点的同步状态。", "It usually catches up by itself; otherwise check whether that node is still synchronising."))
    { Kind = FaultKind.Transient };

    public static readonly Fault HostNotAllowed = new("LDG4014", 503,
        new("链节点拒绝访问：所用地址中的主机名不在其允许名单内（HTTP 403）。", "The chain's node refuses access: the host name in its address is not in its allow list (HTTP 403)."),
        new("请改用名单内的主机名，或请节点运营方加入该主机名（Besu 的 host-allowlist）；之后会自动继续。",
            "Use a host name of that list, or ask the node's operator to add this one (Besu's host-allowlist); then everything continues by itself."));

    public static readonly Fault HeadImpossible = new("LDG4015", 503,
        new("链上有该部门的一个锚定，其大小任何日志都不可能有。", "The chain holds an anchor of this department with a size that no log can have."),
        new("该部门的操作账户可能已被他人使用：请理事会暂停该部门，并迁往新的登记处。其他部门不受影响。",
            "Somebody else may use the department's operator account: have the council suspend it, and move to a new registry. Other departments are not affected."));

    public static readonly Fault Unforeseen = new("LDG4016", 503,
        new("锚定遇到未预见的错误；节点会重试。", "Anchoring met an error that was not foreseen; the node tries again."),
        new("请查看日志中的错误与位置并报告；签发照常。", "Report the error and where it happened; the log shows both. Issuing continues."))
    { Kind = FaultKind.Fatal };

    public static readonly Fault NotMoved = new("LDG4020", 503,
        new("所连的链不是该部门所在的链，也没有迁往它的记录。", "This is not the chain that the department is on, and there is no record of a move to it."),
        new("请核对链地址与登记处；若确要迁移，请先运行 ledger chain migrate。", "Check the endpoints and the registry; to move the department, run ledger chain migrate first."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        ChainUnreachable, CallRefused, BehindChain, RootDiffers, StatusDiffers, FundsMissing, TransactionRefused, TransactionStuck, FinalityWrong,
        ContractsMissing, OtherChain, FinalUndone, ChainBehind, HostNotAllowed, HeadImpossible, Unforeseen, NotMoved,
    ];
}
