using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG86xx: why contracts were not deployed, the council did not decide, or a department's keys were not changed.</summary>
public static class GovernanceFaults
{
    public static readonly Fault OtherChain = new("LDG8600", 500,
        new("这不是所要的链：链编号不同。", "This is not the chain it should be: it has another chain id."),
        new("请核对 --rpc 与 --chain-id；未发送任何交易。", "Check --rpc and --chain-id; nothing was sent."));

    public static readonly Fault OtherGenesis = new("LDG8601", 500,
        new("这不是所要的链：创世区块不同。", "This is not the chain it should be: it has another block 0."),
        new("请核对 --rpc 与 --genesis；链也可能被重置。未发送任何交易。", "Check --rpc and --genesis; the chain may also have been reset. Nothing was sent."));

    public static readonly Fault ContractMissing = new("LDG8602", 500,
        new("地址簿所列地址上没有合约。", "There is no contract at an address in the address book."),
        new("请使用部署时的链；要重新部署，请先移走地址簿。", "Use the chain they were deployed on; to deploy again, move the address book away first."));

    public static readonly Fault ContractForeign = new("LDG8603", 500,
        new("地址簿所列地址上的代码不是本系统的合约。", "The code at an address in the address book is not that of our contracts."),
        new("请勿信任该地址簿；请向其他部门核对。", "Do not trust that address book; compare it with another department's."));

    public static readonly Fault OtherCouncil = new("LDG8604", 500,
        new("未完成的部署属于另一个理事会。", "The interrupted deployment was started with another council."),
        new("请使用相同的成员、票数与时间，或用 --out 另指文件。", "Name the same members, threshold and times, or another file with --out."));

    public static readonly Fault CouncilDiffers = new("LDG8534", 500,
        new("合约已部署，但其理事会与所给的不同；未作改动。", "The contracts are already deployed, with another council than the one given; nothing was changed."),
        new("请核对参数；要变更理事会，请用 ledger council propose；要另行部署，请用 --out 另指文件。",
            "Check the options. To change the council, use ledger council propose. To deploy other contracts, name another file with --out."));

    public static readonly Fault AddressBookWrong = new("LDG8605", 500,
        new("地址簿无法读取，或由较早的版本写成。", "The address book cannot be read, or an earlier version wrote it."),
        new("请使用 ledger contracts deploy 写出的文件。", "Use a file that ledger contracts deploy wrote."));

    public static readonly Fault DelayMissing = new("LDG8606", 500,
        new("等待时间为零只可用于开发。", "A delay of zero is for development only: nobody could object before a decision is carried out."),
        new("请去掉 --delay 0 与 --least-delay 0，或加上 --development。", "Leave out --delay 0 and --least-delay 0, or add --development."));

    public static readonly Fault CouncilImpossible = new("LDG8607", 500,
        new("这样的理事会不成立。", "A council with these members and numbers is not allowed."),
        new("成员互不相同，票数过半数，等待时间不短于 --least-delay，有效期至少比等待时间长一天且不超过 90 天。",
            "No member may be named twice. The threshold must be more than half of the members, the delay at least --least-delay, the lifetime at least a day longer than the delay and at most 90 days."));

    public static readonly Fault ProposalUnknown = new("LDG8610", 500,
        new("没有这项提案。", "There is no such proposal."), new("用 ledger council show --all 查看。", "See ledger council show --all."));

    public static readonly Fault ProposalExecuted = new("LDG8611", 500,
        new("该提案已执行。", "The proposal has been executed."), new("无需再做。", "There is nothing left to do."));

    public static readonly Fault ProposalVoid = new("LDG8612", 500,
        new("该提案已作废：提出后理事会有过变更。", "The proposal is void: the council changed after it was made."), new("请重新提出。", "Propose it again."));

    public static readonly Fault ProposalExpired = new("LDG8613", 500,
        new("该提案已过期。", "The proposal has expired."), new("请重新提出。", "Propose it again."));

    public static readonly Fault ApprovalsMissing = new("LDG8614", 500,
        new("批准数不足。", "Too few members approve it."), new("请其他成员运行 ledger council approve。", "Ask other members to run ledger council approve."));

    public static readonly Fault TooEarly = new("LDG8615", 500,
        new("等待时间未到。", "The delay is not over."), new("请在所示时间之后再执行。", "Execute it after the time shown."));

    public static readonly Fault NotAMember = new("LDG8616", 500,
        new("该账户不是理事会成员。", "The account is not a member of the council."), new("请核对 --key-file。", "Check --key-file."));

    public static readonly Fault AlreadyApproved = new("LDG8617", 500,
        new("该账户已批准此提案。", "The account approves it already."), new("无需再做。", "There is nothing left to do."));

    public static readonly Fault NotApproved = new("LDG8618", 500,
        new("该账户未批准此提案。", "The account does not approve it."), new("没有可撤回的批准。", "There is no approval to take back."));

    public static readonly Fault ContractRefused = new("LDG8619", 500,
        new("合约拒绝了这项操作。", "The contract refuses this."), new("请查看所示原因；链上未作改动。", "Read the reason shown; nothing was changed on the chain."));

    public static readonly Fault DepartmentUnknown = new("LDG8620", 500,
        new("登记处没有这个部门。", "The registry has no such department."), new("请核对标识；接纳须由理事会决定。", "Check the origin; the council admits departments."));

    public static readonly Fault KeysMissing = new("LDG8621", 500,
        new("数据目录中没有该部门的密钥。", "The data directory holds no keys of this department."),
        new("请核对 --data 与 --department；节点首次启动时生成密钥。", "Check --data and --department; a node makes the keys when it first starts."));

    public static readonly Fault KeyUnusable = new("LDG8622", 500,
        new("密钥文件不可用。", "A key file cannot be used."),
        new("请检查权限，以及主密钥是否与数据目录匹配。", "Check its permissions, and that the master key belongs to this data directory."));

    public static readonly Fault NotTheOperator = new("LDG8623", 500,
        new("登记处中该部门的操作账户不是此账户。", "The registry has another operator for this department."),
        new("请核对数据目录；理事会可更换操作账户。", "Check the data directory; the council can change the operator."));

    public static readonly Fault AccountBusy = new("LDG8624", 500,
        new("该账户有尚未入块的交易。", "The account has transactions that are in no block yet."),
        new("请启动节点让其完成，或稍后再试。", "Start the node and let it finish, or try again later."));

    public static readonly Fault TimeTooLongAgo = new("LDG8625", 500,
        new("部门自行声明泄露最多可追溯 30 天。", "A department can declare its key compromised from a time at most 30 days ago."),
        new("更早的时间请由理事会决定：ledger council propose compromise-record-key。", "For an earlier time ask the council: ledger council propose compromise-record-key."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        OtherChain, OtherGenesis, ContractMissing, ContractForeign, OtherCouncil, CouncilDiffers, AddressBookWrong, DelayMissing, CouncilImpossible,
        ProposalUnknown, ProposalExecuted, ProposalVoid, ProposalExpired, ApprovalsMissing, TooEarly, NotAMember, AlreadyApproved, NotApproved,
        ContractRefused, DepartmentUnknown, KeysMissing, KeyUnusable, NotTheOperator, AccountBusy, TimeTooLongAgo,
    ];
}
