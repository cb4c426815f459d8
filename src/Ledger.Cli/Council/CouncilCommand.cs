using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Council;

/// <summary><c>ledger council …</c>: shows the council and its proposals, and sends the votes of its members.</summary>
internal static class CouncilCommand
{
    public static Command Create(Terminal terminal) => new("council", "The council that governs the registry, k of n. 治理登记处的理事会。")
    {
        CreateShow(terminal),
        CouncilProposeCommand.Create(terminal),
        CreateVote(terminal, "approve", "Approve a proposal. 批准提案。", VoteRules.EnsureApprovable, (client, key, proposal, cancellationToken) =>
            client.ApproveAsync(key, proposal.Id, cancellationToken)),
        CreateVote(terminal, "revoke-approval", "Take an approval back. 撤回批准。", VoteRules.EnsureRevocable, (client, key, proposal, cancellationToken) =>
            client.RevokeApprovalAsync(key, proposal.Id, cancellationToken)),
        CreateVote(terminal, "execute", "Execute a proposal that has enough approvals and whose delay is over. 执行提案。", VoteRules.EnsureExecutable, (client, key, proposal, cancellationToken) =>
            client.ExecuteAsync(key, proposal, cancellationToken)),
    };

    public static Option<string> KeyFile() => new("--key-file")
    {
        Description = "File with the private key of a member's account, 64 hex digits. 成员账户私钥文件。",
        Required = true,
    };

    /// <summary>Runs work that waits for a block. On a terminal, says first that it waits.</summary>
    public static Task<T> SendAsync<T>(Terminal terminal, Func<Task<T>> work)
    {
        if (terminal.IsInteractive)
        {
            terminal.Error.WriteLine("Sent; waiting for the chain … 已发送，等待链确认……");
        }

        return ChainProblems.ExplainAsync(work);
    }

    private static Command CreateShow(Terminal terminal)
    {
        var chain = new GovernedChain();
        var all = new Option<bool>("--all") { Description = "Also show proposals that are executed, void or expired. 包括已结束的提案。" };
        var command = new Command("show", "Show members, quorum, delay and the open proposals. 成员、票数与未决提案。\nExample 示例: ledger council show --addresses addresses.json --rpc http://127.0.0.1:8545") { all };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var (council, proposals) = await ChainProblems.ExplainAsync(
                async () => await new CouncilClient(opened, TimeProvider.System).ReadProposalsAsync(cancellationToken));
            var shown = proposals.Where(proposal =>
                parsed.GetValue(all) || proposal.StageIn(council) is ProposalStage.Open or ProposalStage.Waiting or ProposalStage.Ready).ToList();
            if (parsed.GetValue(chain.Json))
            {
                var json = ProposalText.ToJson(council);
                json["proposals"] = new JsonArray([.. shown.Select(proposal => (JsonNode)ProposalText.ToJson(council, proposal))]);
                terminal.Out.WriteLine(json.ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            ProposalText.Write(terminal.Out, council);
            foreach (var proposal in shown)
            {
                ProposalText.Write(terminal.Out, council, proposal);
            }

            if (shown.Count == 0)
            {
                terminal.Out.WriteLine("No open proposal. 没有未决提案。");
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command CreateVote(
        Terminal terminal, string name, string description, Action<CouncilState, CouncilProposal, OperatorKey> ensure,
        Func<CouncilClient, OperatorKey, CouncilProposal, CancellationToken, ValueTask<Anchoring.TransactionOutcome>> sendAsync)
    {
        var chain = new GovernedChain();
        var id = new Argument<string>("proposal") { Description = "The proposal's id, 0x and 64 digits. 提案编号。" };
        var key = KeyFile();
        var command = new Command(name, $"{description}\nExample 示例: ledger council {name} 0x… --addresses addresses.json --rpc http://127.0.0.1:8545 --key-file member.key") { id, key };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = InputValues.Hash(parsed.GetValue(id)!, "proposal"); // Required.
            var member = await AccountKeyFile.ReadAsync(terminal.Inputs, parsed.GetValue(key)!, terminal.Error.WriteLine, cancellationToken); // Required.
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var client = new CouncilClient(opened, TimeProvider.System);
            var (council, proposal) = await FindAsync(client, wanted, cancellationToken);
            VoteRules.EnsureMember(council, member);
            ensure(council, proposal, member);
            await SendAsync(terminal, async () => await sendAsync(client, member, proposal, cancellationToken));
            await WriteAsync(terminal, client, wanted, parsed.GetValue(chain.Json), cancellationToken);
            return ExitCode.Yes;
        });
        return command;
    }

    /// <summary>Writes the current state of a proposal.</summary>
    public static async Task WriteAsync(Terminal terminal, CouncilClient client, Digest id, bool json, CancellationToken cancellationToken)
    {
        var (council, proposal) = await FindAsync(client, id, cancellationToken);
        if (json)
        {
            terminal.Out.WriteLine(ProposalText.ToJson(council, proposal).ToJsonString(JsonText.Options));
            return;
        }

        ProposalText.Write(terminal.Out, council, proposal);
    }

    private static async Task<(CouncilState Council, CouncilProposal Proposal)> FindAsync(CouncilClient client, Digest id, CancellationToken cancellationToken)
    {
        var (council, proposal) = await ChainProblems.ExplainAsync(async () => await client.FindProposalAsync(id, cancellationToken));
        return (council, proposal ?? throw new FaultException(GovernanceFaults.ProposalUnknown, id.ToHex()));
    }
}
