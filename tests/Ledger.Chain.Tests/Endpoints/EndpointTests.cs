using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Chain.Tests.Proxies;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Issuing;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Chain.Tests.Endpoints;

/// <summary>Tests endpoints that hang, lie, answer errors or are on another chain, alone and beside a good endpoint.</summary>
public sealed class EndpointTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(ProxyFault.Hangs), EndpointState.Silent)]
    [InlineData(nameof(ProxyFault.Refuses), EndpointState.Silent)]
    [InlineData(nameof(ProxyFault.IsBusy), EndpointState.Silent)]
    [InlineData(nameof(ProxyFault.Errs), EndpointState.Erring)]
    [InlineData(nameof(ProxyFault.ClaimsMore), EndpointState.Unconfirmed)]
    [InlineData(nameof(ProxyFault.StandsStill), EndpointState.Behind)]
    public async Task Fault_OfThePreferredOfTwo_IsAvoidedUntilItEnds(string name, EndpointState expected)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 2, Tuned);
        var records = await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        Assert.All(bench.Chain.Endpoints, endpoint => Assert.Equal(EndpointState.Up, endpoint.State));

        await bench.Proxies[0].StartFaultAsync(Enum.Parse<ProxyFault>(name));
        await bench.Department.ChangeAsync(records[..2], EntryStatus.Revoked);
        await bench.Department.AddAsync(2);
        await bench.SettleAsync();

        await bench.CheckAllAsync();
        Assert.Equal(expected, bench.Chain.Endpoints[0].State);
        Assert.Equal(EndpointState.Up, bench.Chain.Endpoints[1].State);
        var asked = bench.Proxies[0].Asked;
        await bench.ReconcileAndMineAsync(5);
        Assert.InRange(bench.Proxies[0].Asked - asked, 0, 15); // The client probes it sometimes. A poll of a good endpoint sends far more requests.

        bench.Proxies[0].EndFault();
        bench.Department.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.Department.AddAsync(1);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
        Assert.Equal(EndpointState.Up, bench.Chain.Endpoints[0].State);
    }

    [Theory]
    [InlineData(nameof(ProxyFault.OtherChain))]
    [InlineData(nameof(ProxyFault.OtherGenesis))]
    public async Task AnotherChain_AtThePreferredAddress_GetsNoRequests(string name)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 2, Tuned);
        await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        await bench.Proxies[0].StartFaultAsync(ProxyFault.Refuses); // A node of another chain replaces this node.
        await bench.ReconcileAndMineAsync();
        await bench.Proxies[0].StartFaultAsync(Enum.Parse<ProxyFault>(name));
        await bench.Department.AddAsync(2);
        bench.Department.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.SettleAsync();

        await bench.CheckAllAsync();
        Assert.Equal(EndpointState.OtherChain, bench.Chain.Endpoints[0].State);
    }

    [Theory]
    [InlineData(nameof(ProxyFault.Hangs), "LDG4001")]
    [InlineData(nameof(ProxyFault.Refuses), "LDG4001")]
    [InlineData(nameof(ProxyFault.IsBusy), "LDG4001")]
    [InlineData(nameof(ProxyFault.Errs), "LDG4001")]
    [InlineData(nameof(ProxyFault.ClaimsMore), null)]
    [InlineData(nameof(ProxyFault.StandsStill), null)]
    public async Task Fault_OfTheOnlyEndpoint_DelaysButLosesNothing(string name, string? code)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 1, options => Tuned(options) with { Timeout = TimeSpan.FromSeconds(1) });
        var records = await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        await bench.Proxies[0].StartFaultAsync(Enum.Parse<ProxyFault>(name));
        await bench.Department.ChangeAsync(records[..2], EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(3);
        Assert.True(code is null || bench.Department.Worker.State.Fault?.Code == code);
        bench.Proxies[0].EndFault();

        await bench.SettleAsync();

        await bench.CheckAllAsync();
    }

    [Theory]
    [InlineData(nameof(ProxyFault.OtherChain))]
    [InlineData(nameof(ProxyFault.OtherGenesis))]
    public async Task AnotherChain_AtTheOnlyAddress_IsReportedAndNothingIsSent(string name)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 1, Tuned);
        await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        await bench.Proxies[0].StartFaultAsync(ProxyFault.Refuses);
        await bench.ReconcileAndMineAsync();
        await bench.Proxies[0].StartFaultAsync(Enum.Parse<ProxyFault>(name));
        await bench.Department.AddAsync(2);
        await bench.ReconcileAndMineAsync(2);

        Assert.Equal(AnchoringFaults.OtherChain, bench.Department.Worker.State.Fault);
        Assert.Equal(0, await bench.Anvil.PoolAsync());
        Assert.Equal(ProofLevel.L3, await bench.Department.LevelAsync(0));
        bench.Proxies[0].EndFault();
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Send_AnswerIsLostAtOneOfTwo_TheOtherGetsTheSameBytes()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 2, Tuned);
        await bench.Proxies[0].StartFaultAsync(ProxyFault.LosesAnswerToSend);
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();

        Assert.Null(bench.Department.Worker.State.Fault);
        Assert.Equal(1, await bench.Anvil.PoolAsync());
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Agreement_OfTwo_NamesBoth()
    {
        await using var bench = await AgreedAsync();

        var facts = await bench.Chain.ReadFactsAsync(Questions(bench.Records[0], 5), Cancel);

        Assert.Equal(2, facts.Source.Value.Endpoints.Length);
        Assert.Equal(EntryStatus.Revoked, Assert.Single(facts.Statuses.Value).Status);
        Assert.Equal(ChainDepartment.Profile.Origin, facts.Department.Value!.Origin);
        Assert.Single(facts.LogKeys.Value);
        Assert.True(facts.RootAtSize.IsKnown && facts.Anchor.IsKnown);
    }

    [Fact]
    public async Task Agreement_OneHidesARevocation_OnlyTheStatusIsUnknown()
    {
        await using var bench = await AgreedAsync();
        await bench.Bench.Proxies[1].StartFaultAsync(ProxyFault.HidesStatuses);

        var facts = await bench.Chain.ReadFactsAsync(Questions(bench.Records[0], 5), Cancel);

        Assert.False(facts.Statuses.IsKnown);
        Assert.Contains("do not agree", facts.Statuses.Problem, StringComparison.Ordinal);
        Assert.True(facts.Anchor.IsKnown);
    }

    [Theory]
    [InlineData(nameof(ProxyFault.Hangs))]
    [InlineData(nameof(ProxyFault.Errs))]
    [InlineData(nameof(ProxyFault.ClaimsMore))]
    public async Task Agreement_OneDoesNotAnswer_NothingIsKnown(string name)
    {
        await using var bench = await AgreedAsync();
        await bench.Bench.Proxies[0].StartFaultAsync(Enum.Parse<ProxyFault>(name));

        var facts = await bench.Chain.ReadFactsAsync(Questions(bench.Records[0], 5), Cancel);

        Assert.False(facts.Source.IsKnown || facts.Statuses.IsKnown || facts.RootAtSize.IsKnown);
        Assert.Contains("1 endpoint(s) answered, but 2 must agree", facts.Source.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_OneIsBehind_BothAreAskedAtItsBlock()
    {
        await using var bench = await AgreedAsync();
        await bench.Bench.Proxies[0].StartFaultAsync(ProxyFault.StandsStill);
        var stood = await bench.Bench.Anvil.HeightAsync();
        await bench.Bench.Anvil.MineAsync(3);

        var facts = await bench.Chain.ReadFactsAsync(Questions(bench.Records[0], 5), Cancel);

        Assert.Equal(stood, facts.Source.Value.Latest.Number);
        Assert.Equal(2, facts.Source.Value.Endpoints.Length);
    }

    [Theory]
    [InlineData("instant", "1", true)]
    [InlineData("instant", "0", false)]
    [InlineData("finalized", "1", false)]
    [InlineData("finalized", "0", false)]
    [InlineData("depth:3", "1", false)]
    public async Task Finality_Probed_IsWrongWhenTheChainShowsIt(string finality, string slots, bool isWrong)
    {
        Assert.True(FinalityMode.TryParse(finality, out var mode));
        await using var anvil = await Anvil.AnvilChain.StartAsync("--slots-in-an-epoch", slots);
        await anvil.MineAsync(5);
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [anvil.Rpc], Registry = default, Finality = mode });

        Assert.Equal(isWrong ? AnchoringFaults.FinalityWrong : null, await chain.ProbeFinalityAsync(Cancel));
    }

    private static EthereumChainOptions Tuned(EthereumChainOptions options) => options with { Timeout = Timeout };

    private static BundleQuestions Questions(RecordId record, long size) =>
        new(ChainDepartment.Profile.Origin, Digest.Sha256([1]), "https://city.example/vct/anything/1", record.ToChainId(), size);

    /// <summary>Makes a bench with three anchored records, two of them revoked, and a client that requires two endpoints to agree.</summary>
    private static async Task<AgreedBench> AgreedAsync()
    {
        var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 2, options => Tuned(options) with { Agreement = 2 });
        var records = await bench.Department.AddAsync(3);
        await bench.Department.ChangeAsync(records[..2], EntryStatus.Revoked);
        await bench.SettleAsync();
        bench.Department.Clock.Advance(TimeSpan.FromMinutes(1));
        return new AgreedBench(bench, records);
    }

    private sealed record AgreedBench(ChainBench Bench, RecordId[] Records) : IAsyncDisposable
    {
        public EthereumAnchorChain Chain => Bench.Chain;

        public ValueTask DisposeAsync() => Bench.DisposeAsync();
    }
}
