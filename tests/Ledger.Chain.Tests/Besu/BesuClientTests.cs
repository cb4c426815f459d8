using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Consortium;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Tests how the client reads the answers of Besu.</summary>
public sealed class BesuClientTests(BesuBench bench) : IClassFixture<BesuBench>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_OfTheWholeChain_HaveTheHashesInTheirChildrenAndEnoughSeals()
    {
        using var chain = bench.Connect();
        var head = (await chain.ReadSourceAsync(Cancel)).Latest.Number;
        var blocks = await chain.ConverseAsync(
            session => session.AskAllAsync([.. Numbers(head).Select(number => ChainRequests.Block(number))], Cancel), Cancel);

        var parent = default(Digest);
        var laterRounds = 0;
        foreach (var (number, block) in Numbers(head).Zip(blocks, (number, answer) => (number, answer.Get())))
        {
            var header = HeaderEncoding.FromJson(block)!.Value;
            Assert.Equal(ChainJson.Hash(block.GetProperty("hash")), BlockHeader.HashOf(header.AsSpan()));
            Assert.Equal(parent, ChainJson.Hash(block.GetProperty("parentHash")));
            Assert.Equal(number > 0, BlockSeals.Find(header.AsSpan())!.AreEnough);
            laterRounds += QbftHeader.TryRead(header.AsSpan(), out var qbft) && qbft.ExtraData.Round > 0 ? 1 : 0;
            parent = ChainJson.Hash(block.GetProperty("hash"));
        }

        Assert.True(head > 24 && laterRounds > 4, $"{head} blocks, {laterRounds} of a later round");
    }

    [Fact]
    public async Task Block0_IsThatOfTheGenesisFile()
    {
        var settings = new GenesisSettings { ChainId = BesuOptions.ChainId, Validators = [.. QbftBlock.ValidatorAddresses] };
        using var chain = bench.Connect();

        var block = await chain.FindBlockAsync(0, Cancel);

        Assert.Equal(ConsortiumGenesis.BlockHash(settings), block!.Hash);
    }

    [Fact]
    public async Task Evidence_OfABlock_ProvesItsHash()
    {
        using var chain = bench.Connect();
        var source = await chain.ReadSourceAsync(Cancel);
        var questions = new BundleQuestions(ChainDepartment.Profile.Origin, default, "https://city.example/vct/anything/1", Digest.Sha256([1]), 5);

        var evidence = await chain.ReadEvidenceAsync(source, questions, [], Cancel);

        Assert.True(ProvenState.TryOpen(evidence!, out var state));
        Assert.Equal(source.Latest, state.Block);
        Assert.Equal(0, state.Find(source.RecordStatus, ContractSlots.StatusOf(OnChainId.OfDepartment(ChainDepartment.Profile.Origin), Digest.Sha256([1]))));
    }

    [Theory]
    [InlineData("instant", false)]
    [InlineData("finalized", true)]
    public async Task Finality_Probed_IsWrongWithATagThatBesuDoesNotKnow(string finality, bool isWrong)
    {
        Assert.True(FinalityMode.TryParse(finality, out var mode));
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [bench.Node.Address], Registry = bench.Registry, Finality = mode });

        Assert.Equal(isWrong ? AnchoringFaults.FinalityWrong : null, await chain.ProbeFinalityAsync(Cancel));
        Assert.Equal(isWrong, (await chain.ReadSourceAsync(Cancel)).Final == ChainBlock.None);
    }

    [Fact]
    public async Task Call_ThatTheContractRefuses_NamesTheErrorOfTheContract()
    {
        using var chain = bench.Connect();
        var call = new AnchorCall(3, 4, Digest.Sha256([1]), []);

        var refused = await Assert.ThrowsAsync<CallRevertedException>(async () => await chain.SignAsync(bench.Account, call, 0, null, Cancel));

        Assert.Equal("OldSizeIsNotCurrent", refused.ErrorName);
        Assert.Contains("OldSizeIsNotCurrent", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostName_NotInTheList_IsAFaultThatNamesTheCause()
    {
        using var chain = bench.Connect(bench.Node.AddressNotAllowed);

        var refused = await Assert.ThrowsAsync<FaultException>(async () => await chain.ReadSourceAsync(Cancel));

        Assert.Equal(AnchoringFaults.HostNotAllowed, refused.Fault);
        Assert.Contains("localhost", refused.Message, StringComparison.Ordinal);
        Assert.Contains("host-allowlist", refused.Message, StringComparison.Ordinal);
        Assert.Equal(EndpointState.Refusing, Assert.Single(chain.Endpoints).State);
    }

    [Fact]
    public async Task HostName_NotInTheListOfOneEndpoint_UsesTheOther()
    {
        using var chain = bench.Connect(bench.Node.AddressNotAllowed, bench.Node.Address);

        var source = await chain.ReadSourceAsync(Cancel);

        Assert.Equal([bench.Node.Address.GetLeftPart(UriPartial.Authority)], source.Endpoints);
        Assert.Equal([EndpointState.Refusing, EndpointState.Up], chain.Endpoints.Select(endpoint => endpoint.State));
    }

    private static IEnumerable<long> Numbers(long head)
    {
        for (var number = 0L; number <= head; number++)
        {
            yield return number;
        }
    }
}
