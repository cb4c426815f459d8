using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>The facts about one bundle, against the real contracts.</summary>
public sealed class FactsTests(RealChain real)
{
    private static readonly Digest Thumbprint = Digest.Sha256([1, 2, 3]);
    private static readonly Digest RecordId = Digest.Sha256([4, 5, 6]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadFacts_CompleteDepartment_KnowsEverything()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var type = $"https://city.example/vct/{department.Key.Address}/1";
        var metadata = Digest.Sha256([9]);
        await real.GovernAsync(
            Cancellation, CouncilCall.RegisterTypes([new(type, metadata)]), CouncilCall.AuthoriseTypes(department.Origin, [type]));
        await new DepartmentClient(chain, department.Key, department.Origin).AddRecordKeyAsync(
            new RecordKeyRegistration(Thumbprint, 1, [.. new byte[63], 7], null, null), Cancellation);
        await department.SendAsync(department.Grow(5), Cancellation);
        var (sent, outcome) = await department.SendAsync(department.Grow(6), Cancellation);
        await department.SendAsync(new StatusCall([new(RecordId, EntryStatus.Suspended, default)]), Cancellation);
        var superseded = await department.SendAsync(new StatusCall([new(Digest.Sha256([8]), EntryStatus.Revoked, default), new(RecordId, EntryStatus.Superseded, metadata)]), Cancellation);

        var facts = await chain.ReadFactsAsync(new BundleQuestions(department.Origin, Thumbprint, type, RecordId, 11), Cancellation);

        var book = await real.GetBookAsync();
        var source = facts.Source.Value;
        Assert.Equal((31337, book.Registry, book.Anchor, book.Status), (source.ChainId, source.Registry, source.LogAnchor, source.RecordStatus));
        Assert.Equal("instant", source.Finality);
        Assert.Equal(source.Latest, source.Final);
        Assert.Equal((await real.GetDevChainAsync()).Rpc, new Uri(Assert.Single(source.Endpoints)));
        Assert.Equal((department.Origin, department.Key.Address), (facts.Department.Value!.Origin, facts.Department.Value.Operator));
        Assert.Null(facts.Department.Value.SuspendedAt);
        Assert.Equal(department.LogKey.ToArray(), Assert.Single(facts.LogKeys.Value).PublicKey.ToArray());
        Assert.Equal((1, 64), (facts.RecordKey.Value!.Algorithm, facts.RecordKey.Value.PublicKey.Length));
        Assert.Null(facts.RecordKey.Value.Validity.Until);
        Assert.Equal(new RecordTypeFacts(type, metadata), facts.RecordType.Value);
        Assert.Null(Assert.Single(facts.Authority.Value).Until);
        Assert.Equal(department.Root(0, 11), facts.RootAtSize.Value);
        Assert.Equal(new AnchorFacts(5, 11, department.Root(0, 11), sent.Hash, outcome.Block), facts.Anchor.Value);
        Assert.Equal([(EntryStatus.Suspended, 1L, default), (EntryStatus.Superseded, 3L, metadata)], facts.Statuses.Value.Select(change => (change.Status, change.Sequence, change.Successor)));
        Assert.Equal((superseded.Outcome.Block.Number, superseded.Outcome.Block.Time), (facts.Statuses.Value[1].Block, facts.Statuses.Value[1].At));
    }

    [Fact]
    public async Task ReadFacts_DepartmentNobodyAdmitted_KnowsThatThereIsNothing()
    {
        var facts = await (await real.GetAsync()).ReadFactsAsync(new BundleQuestions("nobody.example/log", Thumbprint, "nothing", RecordId, 7), Cancellation);

        Assert.Null(facts.Department.Value);
        Assert.Empty(facts.LogKeys.Value);
        Assert.Null(facts.RecordKey.Value);
        Assert.Null(facts.RecordType.Value);
        Assert.Empty(facts.Authority.Value);
        Assert.Null(facts.RootAtSize.Value);
        Assert.Null(facts.Anchor.Value);
        Assert.Empty(facts.Statuses.Value);
    }

    [Fact]
    public async Task ReadFacts_BundleWithoutAnchor_DoesNotKnowItsRoot()
    {
        var facts = await (await real.GetAsync()).ReadFactsAsync(new BundleQuestions("nobody.example/log", Thumbprint, "nothing", RecordId, null), Cancellation);

        Assert.True(facts.Source.IsKnown);
        Assert.False(facts.RootAtSize.IsKnown);
        Assert.False(facts.Anchor.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_SuspendedDepartmentAndClosedKeys_SaySinceWhen()
    {
        var chain = await real.GetAsync();
        var registry = new RegistryClient(chain);
        var department = await real.AdmitAsync(Cancellation);
        var client = new DepartmentClient(chain, department.Key, department.Origin);
        await client.AddRecordKeyAsync(new(Thumbprint, 2, [.. new byte[31], 1], null, null), Cancellation);
        var closed = await client.CloseRecordKeyAsync(Thumbprint, null, Cancellation);
        var rotated = await client.RotateLogKeyAsync(Digest.Sha256([2]), Cancellation);
        var suspended = await real.GovernAsync(Cancellation, CouncilCall.Suspend(department.Origin));

        var facts = await chain.ReadFactsAsync(new BundleQuestions(department.Origin, Thumbprint, "nothing", RecordId, null), Cancellation);

        Assert.Equal(suspended.Block.Time, facts.Department.Value!.SuspendedAt);
        Assert.Equal(closed.Block.Time, facts.RecordKey.Value!.Validity.Until);
        Assert.Equal([rotated.Block.Time, null], facts.LogKeys.Value.Select(key => key.Validity.Until));
        await real.GovernAsync(Cancellation, CouncilCall.Reinstate(department.Origin));
        Assert.Null((await registry.FindDepartmentAsync(department.Origin, Cancellation))!.SuspendedAt);
    }

    [Fact]
    public async Task ReadFacts_NobodyAnswers_KnowsNothingAndDoesNotThrow()
    {
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [new Uri("http://127.0.0.1:1")], Registry = default });

        var facts = await chain.ReadFactsAsync(new BundleQuestions("a", Thumbprint, "b", RecordId, 1), Cancellation);

        Assert.False(facts.Source.IsKnown);
        Assert.False(facts.Department.IsKnown);
        Assert.False(facts.Statuses.IsKnown);
        Assert.Contains("http://127.0.0.1:1", facts.Source.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFacts_NoContractAtTheRegistry_KnowsNothing()
    {
        Assert.True(ChainAddress.TryParse("0x00000000000000000000000000000000000000fe", out var nobody));
        var dev = await real.GetDevChainAsync();
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = nobody });

        var facts = await chain.ReadFactsAsync(new BundleQuestions("a", Thumbprint, "b", RecordId, 1), Cancellation);

        Assert.False(facts.Source.IsKnown);
        Assert.Contains("not our contract", facts.Source.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("depth:1", 1)]
    [InlineData("depth:100000", null)]
    public async Task ReadSource_FinalityByDepth_IsThatManyBlocksBehindOrNothing(string text, int? behind)
    {
        await real.AdmitAsync(Cancellation);
        var dev = await real.GetDevChainAsync();
        var book = await real.GetBookAsync();
        Assert.True(FinalityMode.TryParse(text, out var finality));
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = book.Registry, Finality = finality });

        var source = await chain.ReadSourceAsync(Cancellation);

        Assert.Equal(text, source.Finality);
        Assert.Equal(behind is null ? ChainBlock.None.Number : source.Latest.Number - behind.Value, source.Final.Number);
    }
}
