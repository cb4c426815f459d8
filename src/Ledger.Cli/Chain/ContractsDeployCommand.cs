using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Chain;

/// <summary><c>ledger contracts deploy</c>: deploys the three contracts to a chain, with the given council.</summary>
internal static class ContractsDeployCommand
{
    private const string Example = "Example 示例: ledger contracts deploy --rpc http://127.0.0.1:8545 --key-file deployer.key --members 0xa…,0xb…,0xc… --threshold 2 --out addresses.json";

    public static Command Create(Terminal terminal)
    {
        var rpc = new Option<string>("--rpc") { Description = "JSON-RPC address. 链节点地址。", Required = true };
        var key = new Option<string>("--key-file")
        {
            Description = "File with the private key of the account that pays, 64 hex digits. The account has no rights afterwards. 部署账户私钥文件，部署后无任何权力。",
            Required = true,
        };
        var members = new Option<string[]>("--members")
        {
            Description = "Accounts of the council's members, separated by commas. 理事会成员账户，以逗号分隔。",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var threshold = new Option<int>("--threshold") { Description = "How many members must approve: more than half. 所需批准数，须过半数。", Required = true };
        var delay = new Option<string>("--delay") { Description = "The delay between approval and execution. 批准后的等待时间。", DefaultValueFactory = _ => "24h" };
        var leastDelay = new Option<string?>("--least-delay")
        {
            Description = "The shortest delay that the council can ever set. It cannot be changed later. Default: 24h, or 0 with --development. 理事会可设的最短等待时间，部署后不可更改；默认 24h，开发用为零。",
        };
        var lifetime = new Option<string>("--lifetime")
        {
            Description = "How long a proposal is valid: at least a day longer than the delay, at most 90d. 提案有效期：至少比等待时间长一天，最长 90 天。",
            DefaultValueFactory = _ => "14d",
        };
        var development = new Option<bool>("--development") { Description = "Allow a least delay of 0. 开发用：允许最短等待时间为零。" };
        var chainId = new Option<long?>("--chain-id") { Description = "The expected chain id. 链编号。" };
        var genesis = new Option<string?>("--genesis") { Description = "The expected hash of block 0, or the genesis file to compute it from. 创世区块哈希或创世文件。" };
        var book = new Option<string>("--out") { Description = "Address book to write; an interrupted deployment continues from it. 地址簿文件。", DefaultValueFactory = _ => "addresses.json" };
        var zeroFees = new Option<bool>("--zero-fees") { Description = "Pay no gas fees, for a chain without fees. 零手续费链。" };
        var json = RepeatedOptions.Json();
        var command = new Command("deploy", "Deploy the registry, anchor and status contracts, governed by a council. A repeat checks the deployed contracts. 部署三个合约，或核对已有的。\n" + Example)
        {
            rpc, key, members, threshold, delay, leastDelay, lifetime, development, chainId, genesis, book, zeroFees, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var council = new CouncilSetUp(
                [.. (parsed.GetValue(members) ?? []).SelectMany(list => list.Split(',')).Select(text => InputValues.ChainAddress(text, "--members"))],
                parsed.GetValue(threshold), Spans.Parse(parsed.GetValue(delay)!, "--delay"), Spans.Parse(parsed.GetValue(lifetime)!, "--lifetime")) // Both have defaults.
            {
                LeastDelay = Spans.Parse(parsed.GetValue(leastDelay) ?? (parsed.GetValue(development) ? "0" : "24h"), "--least-delay"),
            };
            EnsurePossible(council, parsed.GetValue(development));
            var address = InputValues.Address(parsed.GetValue(rpc)!, "--rpc"); // Required.
            var deployerKey = await AccountKeyFile.ReadAsync(terminal.Inputs, parsed.GetValue(key)!, terminal.Error.WriteLine, cancellationToken); // Required.
            var path = parsed.GetValue(book)!; // It has a default.
            var isThere = File.Exists(path);
            var isJson = parsed.GetValue(json);
            using var deployer = new ContractDeployer(address, parsed.GetValue(zeroFees))
            {
                ChainId = parsed.GetValue(chainId),
                EnsuresCouncil = true,
                Genesis = parsed.GetValue(genesis) is { } pinned ? await GenesisInput.HashAsync(terminal.Inputs, pinned, cancellationToken) : null,
            };
            var addresses = await ChainProblems.ExplainAsync(
                () => deployer.DeployAsync(deployerKey, council, path, new Steps(terminal, $"{deployerKey.Address}", council), cancellationToken), path);
            Write(terminal, addresses, path, isThere, isJson);
            return ExitCode.Yes;
        });
        return command;
    }

    private static void EnsurePossible(CouncilSetUp council, bool isDevelopment)
    {
        if ((council.LeastDelay == TimeSpan.Zero || council.Delay == TimeSpan.Zero) && !isDevelopment)
        {
            throw new FaultException(GovernanceFaults.DelayMissing, "");
        }

        if (council.FindProblem() is { } problem)
        {
            throw new FaultException(GovernanceFaults.CouncilImpossible, $"{problem.Zh} {problem.En}");
        }
    }

    private static void Write(Terminal terminal, AddressBook addresses, string path, bool wasThere, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["chainId"] = addresses.ChainId,
                ["genesis"] = addresses.Genesis.ToHex(),
                ["registry"] = addresses.Registry.ToString(),
                ["anchor"] = addresses.Anchor.ToString(),
                ["status"] = addresses.Status.ToString(),
                ["block"] = addresses.Block,
                ["alreadyThere"] = wasThere,
            }.ToJsonString(JsonText.Options));
            return;
        }

        terminal.Out.WriteLine(wasThere
            ? "Already deployed: the code at every address is that of this program. 已部署：各地址的代码均与本系统一致。"
            : $"Deployed. Give {path} to every department: Ledger:Chain:Addresses. 已部署，请将 {path} 交给各部门。");
        terminal.Out.WriteLine($"chain    {addresses.ChainId} {addresses.Genesis.ToHex()}");
        terminal.Out.WriteLine($"registry {addresses.Registry}");
        terminal.Out.WriteLine($"anchor   {addresses.Anchor}");
        terminal.Out.WriteLine($"status   {addresses.Status}");
        terminal.Out.WriteLine($"block    {addresses.Block}");
    }

    /// <summary>Describes the deployment before its first step. A finished deployment has no steps, so nothing is written.</summary>
    private sealed class Steps(Terminal terminal, string deployer, CouncilSetUp council) : IProgress<DeployProgress>
    {
        public void Report(DeployProgress value)
        {
            if (value.Step == 0)
            {
                var (k, n, delay, lifetime) = (council.Threshold, council.Members.Length, Spans.Text(council.Delay), Spans.Text(council.Lifetime));
                var least = Spans.Text(council.LeastDelay);
                terminal.Error.WriteLine(
                    $"Deploying from {deployer}: {k} of {n} members decide. A decision is executed {delay} after its approval. A proposal expires after {lifetime}. The delay can never be below {least}.");
                terminal.Error.WriteLine($"由 {deployer} 部署：{n} 名成员中 {k} 名批准，等待 {delay} 后执行；提案有效期 {lifetime}。等待时间永不短于 {least}。");
            }

            terminal.Error.WriteLine($"  {value.Step}/{value.Steps} {value.What}");
        }
    }
}
