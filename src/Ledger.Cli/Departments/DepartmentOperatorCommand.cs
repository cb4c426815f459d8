using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Departments;

/// <summary><c>ledger department operator rotate</c>: replaces the operator account of a department.</summary>
internal static class DepartmentOperatorCommand
{
    public static Command Create(Terminal terminal) => new("operator", "The account of a department on the chain. 部门的链上账户。")
    {
        DepartmentKeysCommand.CreateChanging(
            terminal, "rotate", "Replace the operator account with a new one. Stop the node first. If the chain charges for gas, fund the new account before you start the node. 更换操作账户；链收费时请先为新账户充值。\nExample 示例: ledger department operator rotate --data ledger-data --department health --addresses addresses.json --rpc http://127.0.0.1:8545",
            [], async (rotation, _, cancellationToken) => DepartmentKeysCommand.ToJson(await rotation.RotateAccountAsync(cancellationToken))),
    };
}
