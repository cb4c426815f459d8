using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Council;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Council;

/// <summary>Writes councils and proposals, as text and as JSON. Stateless.</summary>
internal static class ProposalText
{
    public static void Write(TextWriter output, CouncilState council)
    {
        output.WriteLine($"Council 理事会: {council.Threshold} of {council.Members.Length} approve 批准, then {Spans.Text(council.Delay)} 等待 (at least {Spans.Text(council.LeastDelay)} 最短); proposals expire after {Spans.Text(council.Lifetime)} 有效期");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round 轮次 {council.Round}, block 区块 {council.Block.Number}, {UtcTimes.Text(council.Time)}"));
        foreach (var member in council.Members)
        {
            output.WriteLine($"  {member}");
        }
    }

    /// <summary>Writes one proposal: its calls, its approvals, and the next step.</summary>
    public static void Write(TextWriter output, CouncilState council, CouncilProposal proposal)
    {
        var stage = proposal.StageIn(council);
        output.WriteLine();
        output.WriteLine($"{proposal.Id.ToHex()}  {FormatName(stage)} {FormatWord(stage).Zh}");
        foreach (var call in proposal.Calls)
        {
            output.WriteLine($"  • {call.Text.En}");
            output.WriteLine($"    {call.Text.Zh}");
        }

        if (proposal.Reason.Length > 0)
        {
            output.WriteLine($"  reason 理由: {OneLine.FromText(proposal.Reason)}");
        }

        output.WriteLine($"  proposed 提出 {UtcTimes.Text(proposal.ProposedAt)} by {proposal.Proposer}");
        output.WriteLine($"  approved 批准 {proposal.ApprovedBy.Length} of {council.Threshold}: {string.Join(", ", proposal.ApprovedBy)}");
        output.WriteLine($"  ready 可执行 {UtcTimes.Text(proposal.ReadyAt) ?? "–"}, expires 过期 {UtcTimes.Text(proposal.ExpiresAt)}{(proposal.ExecutedAt is { } at ? $", executed 已执行 {UtcTimes.Text(at)}" : "")}");
        if (NextCommand(proposal, stage) is { } next)
        {
            output.WriteLine($"  next 下一步: {next}");
        }
    }

    public static JsonObject ToJson(CouncilState council) => new()
    {
        ["members"] = new JsonArray([.. council.Members.Select(member => (JsonNode)member.ToString())]),
        ["threshold"] = council.Threshold,
        ["delaySeconds"] = (long)council.Delay.TotalSeconds,
        ["leastDelaySeconds"] = (long)council.LeastDelay.TotalSeconds,
        ["lifetimeSeconds"] = (long)council.Lifetime.TotalSeconds,
        ["round"] = council.Round,
        ["block"] = council.Block.Number,
        ["time"] = UtcTimes.Text(council.Time),
    };

    public static JsonObject ToJson(CouncilState council, CouncilProposal proposal)
    {
        var stage = proposal.StageIn(council);
        return new JsonObject
        {
            ["id"] = proposal.Id.ToHex(),
            ["stage"] = FormatName(stage),
            ["proposer"] = proposal.Proposer.ToString(),
            ["reason"] = proposal.Reason,
            ["calls"] = ToJson(proposal.Calls),
            ["approvedBy"] = new JsonArray([.. proposal.ApprovedBy.Select(member => (JsonNode)member.ToString())]),
            ["proposedAt"] = UtcTimes.Text(proposal.ProposedAt),
            ["readyAt"] = UtcTimes.Text(proposal.ReadyAt),
            ["expiresAt"] = UtcTimes.Text(proposal.ExpiresAt),
            ["executedAt"] = UtcTimes.Text(proposal.ExecutedAt),
            ["round"] = proposal.Round,
            ["next"] = NextCommand(proposal, stage),
        };
    }

    public static JsonArray ToJson(IEnumerable<ProposedCall> calls) => new([.. calls.Select(call => (JsonNode)new JsonObject
    {
        ["function"] = call.Function, ["en"] = call.Text.En, ["zh"] = call.Text.Zh, ["data"] = "0x" + Convert.ToHexStringLower(call.Data.AsSpan()),
    })]);

    public static string FormatName(ProposalStage stage) => stage.ToString().ToLowerInvariant();

    private static LocalizedText FormatWord(ProposalStage stage) => stage switch
    {
        ProposalStage.Open => new("待批准", "open"),
        ProposalStage.Waiting => new("等待中", "waiting"),
        ProposalStage.Ready => new("可执行", "ready"),
        ProposalStage.Executed => new("已执行", "executed"),
        ProposalStage.Void => new("已作废", "void"),
        _ => new("已过期", "expired"),
    };

    private static string? NextCommand(CouncilProposal proposal, ProposalStage stage) => stage switch
    {
        ProposalStage.Open => $"ledger council approve {proposal.Id.ToHex()}",
        ProposalStage.Waiting or ProposalStage.Ready => $"ledger council execute {proposal.Id.ToHex()}",
        _ => null,
    };
}
