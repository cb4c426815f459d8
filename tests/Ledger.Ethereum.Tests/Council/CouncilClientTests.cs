using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.ABI;

namespace Ledger.Ethereum.Tests.Council;

/// <summary>Two of three members decide, after a day.</summary>
public sealed class CouncilClientTests(CouncilChain council) : IClassFixture<CouncilChain>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admission_ProposedApprovedAndWaitedFor_IsCarriedOut()
    {
        var (origin, operatorKey) = NewDepartment();
        var (proposal, _) = await council.Client.ProposeAsync(
            council.Members[0], [CouncilCall.Admit(origin, operatorKey.Address, "http://n", Digest.Sha256([1])), CouncilCall.Suspend(origin)], "why not", Cancellation);
        var open = await FindAsync(proposal);
        await council.Client.ApproveAsync(council.Members[1], proposal, Cancellation);
        var waiting = await FindAsync(proposal);
        var early = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await council.Client.ExecuteAsync(council.Members[2], waiting.Proposal, Cancellation));
        await council.PassAsync(CouncilChain.Delay);
        var ready = await FindAsync(proposal);

        var executed = await council.Client.ExecuteAsync(council.Members[2], ready.Proposal, Cancellation);

        Assert.Equal((ProposalStage.Open, ProposalStage.Waiting, ProposalStage.Ready), (open.Stage, waiting.Stage, ready.Stage));
        Assert.Equal([council.Members[0].Address], open.Proposal.ApprovedBy);
        Assert.Equal("why not", open.Proposal.Reason);
        Assert.Null(open.Proposal.ReadyAt);
        Assert.Equal("DelayNotOver", early.ErrorName);
        Assert.Equal(CouncilChain.Lifetime, ready.Proposal.ExpiresAt - ready.Proposal.ProposedAt);
        var done = await FindAsync(proposal);
        Assert.Equal((ProposalStage.Executed, executed.Block.Time), (done.Stage, done.Proposal.ExecutedAt));
        Assert.NotNull((await new RegistryClient(council.Chain).FindDepartmentAsync(origin, Cancellation))!.SuspendedAt);
    }

    [Fact]
    public async Task Proposal_ReasonIsNotUtf8_CanStillBeRead()
    {
        byte[] reason = [0x6f, 0xff, 0x0a];
        var arguments = new ABIEncode().GetABIEncoded(
            new ABIValue("bytes[]", new List<byte[]> { CouncilCall.SetThreshold(3).Data.ToArray() }), new ABIValue("bytes", reason));
        await council.SendAsync(council.Members[0], [.. ContractAbi.Selector(typeof(ProposeFunction)), .. arguments], Cancellation);

        var (_, proposals) = await council.Client.ReadProposalsAsync(Cancellation);

        Assert.Equal("o\uFFFD\n", proposals[^1].Reason);
        Assert.Equal("setThreshold", Assert.Single(proposals[^1].Calls).Function);
    }

    [Fact]
    public async Task Suspension_Approved_IsCarriedOutAtOnce()
    {
        var origin = await AdmitAsync();

        var (proposal, _) = await council.Client.ProposeAsync(council.Members[0], [CouncilCall.Suspend(origin)], "", Cancellation);
        await council.Client.ApproveAsync(council.Members[1], proposal, Cancellation);
        await council.Client.ExecuteAsync(council.Members[0], (await FindAsync(proposal)).Proposal, Cancellation);

        Assert.NotNull((await new RegistryClient(council.Chain).FindDepartmentAsync(origin, Cancellation))!.SuspendedAt);
    }

    [Fact]
    public async Task RevokeApproval_BelowTheThreshold_OpensItAgain()
    {
        var (proposal, _) = await council.Client.ProposeAsync(council.Members[0], [CouncilCall.SetThreshold(3)], "", Cancellation);
        await council.Client.ApproveAsync(council.Members[1], proposal, Cancellation);

        await council.Client.RevokeApprovalAsync(council.Members[0], proposal, Cancellation);

        var found = await FindAsync(proposal);
        Assert.Equal(ProposalStage.Open, found.Stage);
        Assert.Equal([council.Members[1].Address], found.Proposal.ApprovedBy);
    }

    [Fact]
    public async Task Proposal_NobodyExecutes_Expires()
    {
        var (proposal, _) = await council.Client.ProposeAsync(council.Members[0], [CouncilCall.SetThreshold(1)], "", Cancellation);
        await council.PassAsync(CouncilChain.Lifetime);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await council.Client.ApproveAsync(council.Members[1], proposal, Cancellation));

        Assert.Equal((ProposalStage.Expired, "ProposalExpired"), ((await FindAsync(proposal)).Stage, exception.ErrorName));
    }

    [Fact]
    public async Task ChangeOfTheCouncil_VoidsWhatIsOpen()
    {
        var newcomer = OperatorKey.Generate();
        var (other, _) = await council.Client.ProposeAsync(council.Members[0], [CouncilCall.SetDelay(TimeSpan.Zero, TimeSpan.FromDays(1))], "", Cancellation);
        await DecideAsync(CouncilCall.AddMember(newcomer.Address), CouncilCall.SetThreshold(3));

        var found = await FindAsync(other);

        Assert.Equal(ProposalStage.Void, found.Stage);
        Assert.Contains(newcomer.Address, found.Council.Members);
        await DecideAsync(CouncilCall.RemoveMember(newcomer.Address), CouncilCall.SetThreshold(2));
        Assert.DoesNotContain(newcomer.Address, (await council.Client.ReadStateAsync(Cancellation)).Members);
    }

    [Fact]
    public async Task Propose_ByAStranger_IsRefusedByName()
    {
        var stranger = OperatorKey.Generate();
        await council.Dev.FundAsync(stranger.Address, Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await council.Client.ProposeAsync(stranger, [CouncilCall.SetThreshold(1)], "", Cancellation));

        Assert.Equal("NotAMember", exception.ErrorName);
    }

    [Fact]
    public async Task Propose_TheSameTwice_GivesTwoProposals()
    {
        var call = CouncilCall.SetThreshold(1);

        var (first, _) = await council.Client.ProposeAsync(council.Members[0], [call], "", Cancellation);
        var (second, _) = await council.Client.ProposeAsync(council.Members[0], [call], "", Cancellation);

        Assert.NotEqual(first, second);
        var (state, all) = await council.Client.ReadProposalsAsync(Cancellation);
        Assert.Equal(state.ProposalCount, all.Length);
        Assert.Subset(all.Select(proposal => proposal.Id).ToHashSet(), new HashSet<Digest> { first, second });
    }

    [Fact]
    public async Task FindProposal_NobodyMade_IsNull() =>
        Assert.Null((await council.Client.FindProposalAsync(Digest.Sha256([5]), Cancellation)).Proposal);

    [Fact]
    public async Task ReadProposals_FirstBlockIsAfterAProposal_IsAnOutage()
    {
        await council.Client.ProposeAsync(council.Members[0], [CouncilCall.SetThreshold(1)], "", Cancellation);
        var state = await council.Client.ReadStateAsync(Cancellation);
        using var late = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [council.Dev.Rpc],
            Registry = council.Chain.Registry,
            FirstBlock = state.Block.Number + 1,
        });

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await new CouncilClient(late, TimeProvider.System).ReadProposalsAsync(Cancellation));
    }

    [Fact]
    public async Task Words_OfEveryDecision_NameWhatTheRegistryKnows()
    {
        var origin = await AdmitAsync();
        var (admitted, account) = NewDepartment();
        var (key, type) = (Digest.Sha256([7]), $"https://city.example/vct/{account.Address}/1");
        var time = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
        CouncilCall[] calls =
        [
            CouncilCall.Admit(admitted, account.Address, "http://n", key), CouncilCall.Suspend(origin), CouncilCall.Reinstate(origin),
            CouncilCall.RegisterTypes([new(type, key)]), CouncilCall.AuthoriseTypes(origin, [type, "https://unknown.example"]),
            CouncilCall.Deauthorise(admitted, type), CouncilCall.SetOperator(origin, account.Address), CouncilCall.CloseRecordKey(origin, key, time),
            CouncilCall.DeclareRecordKeyCompromised(origin, key, time), CouncilCall.DeclareLogKeyCompromised(origin, key, null),
            CouncilCall.RecordMigration("nobody.example/log", key), CouncilCall.AddMember(account.Address), CouncilCall.RemoveMember(account.Address),
            CouncilCall.SetThreshold(2), CouncilCall.SetDelay(TimeSpan.FromHours(24), TimeSpan.FromDays(14)),
        ];

        var (proposal, _) = await council.Client.ProposeAsync(council.Members[0], calls, "", Cancellation);

        var described = (await FindAsync(proposal)).Proposal.Calls;
        Assert.Equal(calls.Select(call => call.Data.ToArray()), described.Select(call => call.Data.ToArray()));
        Assert.All(described, call => Assert.NotEmpty(call.Function));
        Assert.All(described, call => Assert.Matches("[一-鿿].*。$", call.Text.Zh));
        string[] named = [admitted, origin, origin, type, type, type, account.Address.ToString(), "2026-09-21T", "compromised since 2026", "moment when this proposal is executed"];
        Assert.All(named.Zip(described), pair => Assert.Contains(pair.First, pair.Second.Text.En, StringComparison.Ordinal));
        Assert.Contains("an unregistered type", described[4].Text.En, StringComparison.Ordinal);
        Assert.Contains("a department the registry does not know", described[10].Text.En, StringComparison.Ordinal);
        Assert.Contains("delay of proposals to 1.00:00:00 and their lifetime to 14.00:00:00", described[14].Text.En, StringComparison.Ordinal);
        Assert.Equal(described, await council.Client.DescribeAsync(calls, Cancellation), (a, b) => a.Text == b.Text);
    }

    private static (string Origin, OperatorKey Operator) NewDepartment()
    {
        var key = OperatorKey.Generate();
        return ($"{key.Address}.example/log", key);
    }

    private async Task<string> AdmitAsync()
    {
        var (origin, key) = NewDepartment();
        await DecideAsync(CouncilCall.Admit(origin, key.Address, "http://n", Digest.Sha256([1])));
        return origin;
    }

    private async Task DecideAsync(params CouncilCall[] calls)
    {
        var (proposal, _) = await council.Client.ProposeAsync(council.Members[0], calls, "", Cancellation);
        foreach (var member in council.Members[1..])
        {
            await council.Client.ApproveAsync(member, proposal, Cancellation);
        }

        await council.PassAsync(CouncilChain.Delay);
        await council.Client.ExecuteAsync(council.Members[0], (await FindAsync(proposal)).Proposal, Cancellation);
    }

    private async Task<(CouncilState Council, CouncilProposal Proposal, ProposalStage Stage)> FindAsync(Digest id)
    {
        var (state, proposal) = await council.Client.FindProposalAsync(id, Cancellation);
        return (state, proposal!, proposal!.StageIn(state)); // It was just made.
    }
}
