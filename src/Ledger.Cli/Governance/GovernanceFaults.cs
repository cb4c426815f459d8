using Ledger.Faults;

namespace Ledger.Cli.Governance;

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
        new("请使用部署时的链；要重新部署，请先移走地址簿。", "Use the chain they were deployed on; to deploy anew move the address book away first."));

    public static readonly Fault ContractForeign = new("LDG8603", 500,
        new("地址簿所列地址上的代码不是本系统的合约。", "The code at an address in the address book is not that of our contracts."),
        new("请勿信任该地址簿；请向其他部门核对。", "Do not trust that address book; compare it with another department's."));

    public static readonly Fault OtherCouncil = new("LDG8604", 500,
        new("未完成的部署属于另一个理事会。", "The deployment that was cut off was begun with another council."),
        new("请使用相同的成员、票数与时间，或用 --out 另指文件。", "Name the same members, threshold and times, or another file with --out."));

    public static readonly Fault AddressBookWrong = new("LDG8605", 500,
        new("地址簿无法读取，或由较早的版本写成。", "The address book cannot be read, or an earlier version wrote it."),
        new("请使用 ledger contracts deploy 写出的文件。", "Use a file that ledger contracts deploy wrote."));

    public static readonly Fault DelayMissing = new("LDG8606", 500,
        new("等待时间为零只可用于开发。", "A delay of zero is for development only: nobody could object before a decision is carried out."),
        new("请去掉 --delay 0，或加上 --development。", "Leave out --delay 0, or add --development."));

    public static readonly Fault CouncilImpossible = new("LDG8607", 500,
        new("这样的理事会不成立。", "There cannot be such a council."),
        new("成员互不相同，票数在一与成员数之间，有效期长于等待时间且不超过 90 天。",
            "Members differ from each other, the threshold is between one and their number, the lifetime is longer than the delay and at most 90 days."));
}
