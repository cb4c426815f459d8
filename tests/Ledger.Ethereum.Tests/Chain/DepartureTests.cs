using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Ethereum.Tests.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>The data read of a department before it leaves a chain: all of it as of one final block, or nothing.</summary>
public sealed class DepartureTests(RealChain real) : IDisposable
{
    private readonly List<EthereumAnchorChain> _chains = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _chains.ForEach(chain => chain.Dispose());

    [Fact]
    public async Task ReadDeparture_OfADepartmentThatDidMuch_HoldsAllOfIt()
    {
        var chain = await real.GetAsync();
        var (department, type, record) = (await real.AdmitAsync(Cancellation), $"https://city.example/vct/{Guid.NewGuid():N}/1", Digest.Sha256([1]));
        await real.GovernAsync(
            Cancellation, CouncilCall.RegisterTypes([new(type, Digest.Sha256([9]))]), CouncilCall.AuthoriseTypes(department.Origin, [type]),
            CouncilCall.RecordMigration(department.Origin, Digest.Sha256([30])));
        await new DepartmentClient(chain, department.Key, department.Origin).AddRecordKeyAsync(new(Digest.Sha256([7]), 2, [.. new byte[31], 7], null, null), Cancellation);
        await department.SendAsync(department.Grow(5), Cancellation);
        await department.SendAsync(department.Grow(7), Cancellation);
        await department.SendAsync(new StatusCall([new(record, EntryStatus.Suspended, default), new(record, EntryStatus.Active, default)]), Cancellation);

        var departure = await chain.ReadDepartureAsync(department.Origin, null, Cancellation);

        var (left, source) = (departure.Chain!, await chain.ReadSourceAsync(Cancellation));
        Assert.Equal((ChainPlace.FromSource(source), source.RecordStatus, "instant"), (left.Place, left.RecordStatus, left.Finality));
        Assert.Equal((await chain.FindBlockAsync(0, Cancellation))!.Hash, left.Genesis);
        Assert.Equal(await chain.FindBlockAsync(left.Final.Number, Cancellation), left.Final);
        Assert.Equal([(0L, 5L, department.Root(0, 5)), (5L, 12L, department.Root(0, 12))], left.Anchors.Select(anchor => (anchor.OldSize, anchor.NewSize, anchor.Root)));
        Assert.Equal([EntryStatus.Suspended, EntryStatus.Active], left.Statuses.FindAll(record).Select(change => change.Status));
        Assert.Equal(type, Assert.Single(left.Types).Type.Uri);
        Assert.Equal(Digest.Sha256([7]), Assert.Single(left.RecordKeys).Thumbprint);
        Assert.Equal(department.LogKey.ToArray(), Assert.Single(left.LogKeys).PublicKey);
        Assert.Equal(Digest.Sha256([30]), Assert.Single(departure.Recorded).RecordHash);
    }

    [Fact]
    public async Task ReadDeparture_AsOfAnEarlierBlock_LeavesOutWhatCameLater()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var first = await department.SendAsync(department.Grow(5), Cancellation);
        await department.SendAsync(department.Grow(7), Cancellation);
        await department.SendAsync(new StatusCall([new(Digest.Sha256([1]), EntryStatus.Suspended, default)]), Cancellation);
        await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, Digest.Sha256([30])));

        var departure = await chain.ReadDepartureAsync(department.Origin, first.Outcome.Block.Number, Cancellation);

        Assert.Equal(5, Assert.Single(departure.Chain!.Anchors).NewSize);
        Assert.Equal((0, first.Outcome.Block.Number), (departure.Chain.Statuses.Count, departure.Chain.Final.Number));
        Assert.Empty(departure.Recorded);
    }

    [Fact]
    public async Task ReadDeparture_DepartmentNobodyAdmitted_IsNone()
    {
        var departure = await (await real.GetAsync()).ReadDepartureAsync("nobody.example/log", null, Cancellation);

        Assert.Null(departure.Chain);
        Assert.Empty(departure.Recorded);
    }

    [Fact]
    public async Task ReadDeparture_AsOfABlockThatIsNotFinal_IsRefused()
    {
        var department = await real.AdmitAsync(Cancellation);
        var anchored = await department.SendAsync(department.Grow(5), Cancellation);
        var deep = await OpenAsync(FinalityMode.AtDepth(5000)); // No test makes so many blocks.

        var none = await OutageAssert.ThrowsAsync(async () => await deep.ReadDepartureAsync(department.Origin, null, Cancellation));
        var pending = await OutageAssert.ThrowsAsync(async () => await deep.ReadDepartureAsync(department.Origin, anchored.Outcome.Block.Number, Cancellation));
        var unmade = await OutageAssert.ThrowsAsync(
            async () => await (await real.GetAsync()).ReadDepartureAsync(department.Origin, anchored.Outcome.Block.Number + 1_000_000, Cancellation));

        Assert.Contains("Nothing is final", none.Message, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Block {anchored.Outcome.Block.Number} is not final"), pending.Message, StringComparison.Ordinal);
        Assert.Contains("is not final", unmade.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anchor")]
    [InlineData("status")]
    [InlineData("registry")]
    public async Task ReadDeparture_EndpointLeavesAnEventOut_IsAnOutage(string lost)
    {
        var (department, endpoint) = (await real.AdmitAsync(Cancellation), new AnsweringHandler());
        await department.SendAsync(department.Grow(5), Cancellation);
        await department.SendAsync(department.Grow(7), Cancellation);
        await department.SendAsync(new StatusCall([new(Digest.Sha256([1]), EntryStatus.Suspended, default)]), Cancellation);
        var chain = await OpenAsync(FinalityMode.Instant, endpoint);
        Assert.NotNull((await chain.ReadDepartureAsync(department.Origin, null, Cancellation)).Chain);
        var topic = lost switch
        {
            "anchor" => ContractAbi.Topic<AnchoredEventDTO>(),
            "status" => ContractAbi.Topic<StatusSetEventDTO>(),
            _ => ContractAbi.Topic<DepartmentAdmittedEventDTO>(),
        };
        endpoint.Changes = (call, answer) => LoseFirst(call, answer, topic);

        await OutageAssert.ThrowsAsync(async () => await chain.ReadDepartureAsync(department.Origin, null, Cancellation));
    }

    [Fact]
    public async Task ReadDeparture_HeadIsNotTheNewestAnchors_IsAnOutage()
    {
        var (department, endpoint) = (await real.AdmitAsync(Cancellation), new AnsweringHandler());
        await department.SendAsync(department.Grow(5), Cancellation);
        var chain = await OpenAsync(FinalityMode.Instant, endpoint);
        endpoint.Changes = (call, answer) => ChangeRoot(call, answer, Answers.Selector<HeadFunction>(), word: 1);

        await OutageAssert.ThrowsAsync(async () => await chain.ReadDepartureAsync(department.Origin, null, Cancellation));
    }

    [Fact]
    public async Task ReadMigrations_OfOneAmongOthers_AreItsOwnInOrder()
    {
        var chain = await real.GetAsync();
        var (department, other) = (await real.AdmitAsync(Cancellation), await real.AdmitAsync(Cancellation));
        var first = await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, Digest.Sha256([31])));
        await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(other.Origin, Digest.Sha256([32])));
        await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, Digest.Sha256([33])));

        var recorded = await chain.ReadMigrationsAsync(department.Origin, Cancellation);

        Assert.Equal([Digest.Sha256([31]), Digest.Sha256([33])], recorded.Select(one => one.RecordHash));
        Assert.Equal((first.Block.Number, first.Block.Time), (recorded[0].Block, recorded[0].RecordedAt));
        Assert.Empty(await chain.ReadMigrationsAsync("nobody.example/log", Cancellation));
    }

    [Fact]
    public async Task ReadFacts_OfABundleThatNamesAnotherChain_IncludeTheMigrationAndItsAnchors()
    {
        var chain = await real.GetAsync();
        var department = await MovedAsync();

        var facts = await chain.ReadFactsAsync(Elsewhere(department), Cancellation);
        var here = await chain.ReadFactsAsync(
            Elsewhere(department) with { AnchoredOn = ChainPlace.FromSource(await chain.ReadSourceAsync(Cancellation)) }, Cancellation);

        Assert.Equal(Digest.Sha256([34]), Assert.Single(facts.Migrations.Value).RecordHash);
        var anchor = Assert.Single(facts.MigratedAnchors.Value);
        Assert.Equal((12L, department.Root(0, 12)), (anchor.NewSize, anchor.Root));
        Assert.False(here.Migrations.IsKnown || here.MigratedAnchors.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_EndpointLeavesTheMoveOut_DoNotSayThatThereIsNone()
    {
        var (department, endpoint) = (await MovedAsync(), new AnsweringHandler());
        endpoint.Changes = (call, answer) => LoseFirst(call, answer, ContractAbi.Topic<MigrationRecordedEventDTO>());
        var chain = await OpenAsync(FinalityMode.Instant, endpoint);

        var facts = await chain.ReadFactsAsync(Elsewhere(department), Cancellation);

        Assert.False(facts.Migrations.IsKnown);
        Assert.Equal(12, Assert.Single(facts.MigratedAnchors.Value).NewSize);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadFacts_AnchorOfTheMoveIsLeftOutOrAnother_IsUnknown(bool isLeftOut)
    {
        var (department, endpoint) = (await MovedAsync(), new AnsweringHandler());
        endpoint.Changes = isLeftOut
            ? (call, answer) => LoseFirst(call, answer, ContractAbi.Topic<AnchoredEventDTO>())
            : (call, answer) => ChangeRoot(call, answer, Answers.Selector<RootAtFunction>(), word: 0);
        var chain = await OpenAsync(FinalityMode.Instant, endpoint);

        var facts = await chain.ReadFactsAsync(Elsewhere(department), Cancellation);

        Assert.False(facts.MigratedAnchors.IsKnown);
        Assert.Equal(Digest.Sha256([34]), Assert.Single(facts.Migrations.Value).RecordHash);
    }

    [Fact]
    public async Task ReadFacts_TwoEndpointsThatMustAgree_IncludeTheMigrationAndItsAnchors()
    {
        var department = await MovedAsync();
        var chain = await OpenAsync(FinalityMode.Instant, agreement: 2);

        var facts = await chain.ReadFactsAsync(Elsewhere(department), Cancellation);

        Assert.Equal(Digest.Sha256([34]), Assert.Single(facts.Migrations.Value).RecordHash);
        Assert.Equal(12, Assert.Single(facts.MigratedAnchors.Value).NewSize);
    }

    [Fact]
    public async Task ReadFacts_OneOfTwoThatMustAgreeLeavesTheMoveOut_DoNotSayThatThereIsNone()
    {
        var (department, endpoint) = (await MovedAsync(), new AnsweringHandler());
        var chain = await OpenAsync(FinalityMode.Instant, endpoint, agreement: 2);
        var reading = 0;
        endpoint.Changes = (call, answer) =>
        {
            // Each of the two asks for the events of the registry once.
            if ((string?)call["method"] == "eth_getLogs" && call["params"]![0]!["topics"]!.AsArray().Count == 0 && Interlocked.Increment(ref reading) == 2)
            {
                LoseFirst(call, answer, ContractAbi.Topic<MigrationRecordedEventDTO>());
            }
        };

        var facts = await chain.ReadFactsAsync(Elsewhere(department), Cancellation);

        Assert.False(facts.Migrations.IsKnown);
    }

    [Fact]
    public async Task ReadDeparture_CountTooLargeForALong_IsAnOutage()
    {
        var (department, endpoint) = (await real.AdmitAsync(Cancellation), new AnsweringHandler());
        var chain = await OpenAsync(FinalityMode.Instant, endpoint);
        endpoint.Changes = (call, answer) => ReplaceWord(call, answer, Answers.Selector<ChangeCountFunction>(), 0, new string('0', 48) + "8" + new string('0', 15)); // 2^63

        await OutageAssert.ThrowsAsync(async () => await chain.ReadDepartureAsync(department.Origin, null, Cancellation));
        await OutageAssert.ThrowsAsync(async () => await chain.ReadMigrationsAsync(department.Origin, Cancellation));
    }

    private async Task<TestDepartment> MovedAsync()
    {
        var department = await real.AdmitAsync(Cancellation);
        await department.SendAsync(department.Grow(12), Cancellation);
        await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, Digest.Sha256([34])));
        return department;
    }

    private async Task<EthereumAnchorChain> OpenAsync(FinalityMode finality, AnsweringHandler? endpoint = null, int agreement = 1)
    {
        var (dev, book) = (await real.GetDevChainAsync(), await real.GetBookAsync());
        var chain = new EthereumAnchorChain(
            new EthereumChainOptions
            {
                Endpoints = [.. Enumerable.Repeat(dev.Rpc, agreement)],
                Registry = book.Registry,
                Finality = finality,
                Agreement = agreement,
            },
            endpoint ?? new AnsweringHandler());
        _chains.Add(chain);
        return chain;
    }

    private static BundleQuestions Elsewhere(TestDepartment department) => new(department.Origin, default, "nothing", Digest.Sha256([1]), 5)
    {
        AnchoredOn = new ChainPlace(1, default, default),
        MigratedSizes = [12, 13],
    };

    private static void LoseFirst(JsonObject call, JsonObject answer, Digest topic)
    {
        if ((string?)call["method"] == "eth_getLogs" && answer["result"] is JsonArray logs
            && logs.FirstOrDefault(log => (string?)log!["topics"]![0] == topic.ToHex()) is { } found)
        {
            logs.Remove(found);
        }
    }

    private static void ChangeRoot(JsonObject call, JsonObject answer, string selector, int word) =>
        ReplaceWord(call, answer, selector, word, new string('5', 64));

    private static void ReplaceWord(JsonObject call, JsonObject answer, string selector, int word, string other)
    {
        if ((string?)call["method"] == "eth_call" && ((string?)call["params"]![0]!["data"])!.StartsWith(selector, StringComparison.Ordinal)
            && (string?)answer["result"] is { Length: > 2 } result)
        {
            var at = 2 + (word * 64);
            answer["result"] = string.Concat(result.AsSpan(0, at), other, result.AsSpan(at + 64));
        }
    }
}
