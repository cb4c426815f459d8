using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Cli.Output;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger contracts deploy</c>: puts the three contracts on a chain.</summary>
internal static class ContractsDeployCommand
{
    public static Command Create(Terminal terminal)
    {
        var rpc = new Option<string>("--rpc") { Description = "JSON-RPC address. 链节点地址。", Required = true };
        var key = new Option<string>("--key-file") { Description = "File with the owner's private key: 64 hex digits. 所有者私钥文件。", Required = true };
        var book = new Option<string>("--out") { Description = "Address book to write; a deployment cut off goes on from it. 地址簿文件。", DefaultValueFactory = _ => "addresses.json" };
        var zeroFees = new Option<bool>("--zero-fees") { Description = "Offer nothing for gas. 零手续费链。" };
        var json = RepeatedOptions.Json();
        var command = new Command("deploy", "Deploy registry, anchor and status, and bind them. 部署三个合约。") { rpc, key, book, zeroFees, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var owner = await ReadKeyAsync(terminal, parsed.GetValue(key)!, cancellationToken);
            try
            {
                using var deployer = new ContractDeployer(Given.Address(parsed.GetValue(rpc)!, "--rpc"), chainId: null, parsed.GetValue(zeroFees));
                var addresses = await deployer.DeployAsync(
                    owner, parsed.GetValue(book)!, new Steps(terminal), cancellationToken);
                Write(terminal, addresses, parsed.GetValue(json));
                return ExitCode.Yes;
            }
            catch (ChainUnavailableException problem)
            {
                throw new CliException(CliFaults.Unreachable, problem.Message, problem);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new CliException(CliFaults.FileUnwritable, parsed.GetValue(book)!, problem);
            }
            catch (Exception problem) when (problem is CallRevertedException or DeploymentMismatchException)
            {
                throw new CliException(CliFaults.Refused, problem.Message, problem);
            }
        });
        return command;
    }

    private static async Task<OperatorKey> ReadKeyAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var text = System.Text.Encoding.ASCII.GetString(await Given.ReadAsync(terminal, path, 200, cancellationToken)).Trim();
        text = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        try
        {
            return new OperatorKey(Convert.FromHexString(text));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new CliException(CliFaults.FileMalformed, path, problem);
        }
    }

    private static void Write(Terminal terminal, AddressBook addresses, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["rpc"] = addresses.Rpc.ToString(), ["chainId"] = addresses.ChainId, ["registry"] = addresses.Registry.ToString(),
                ["anchor"] = addresses.Anchor.ToString(), ["status"] = addresses.Status.ToString(),
            }.ToJsonString(JsonText.Options));
            return;
        }

        terminal.Out.WriteLine($"registry {addresses.Registry}");
        terminal.Out.WriteLine($"anchor   {addresses.Anchor}");
        terminal.Out.WriteLine($"status   {addresses.Status}");
    }

    private sealed class Steps(Terminal terminal) : IProgress<DeployProgress>
    {
        public void Report(DeployProgress value) => terminal.Error.WriteLine($"  {value.Step}/{value.Steps} {value.What}");
    }
}
