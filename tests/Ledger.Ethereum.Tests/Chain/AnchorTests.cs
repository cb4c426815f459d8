using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>Anchors and statuses on the real contracts.</summary>
public sealed class AnchorTests(RealChain real)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadHead_BeforeTheFirstAnchor_IsEmpty()
    {
        var department = await real.AdmitAsync(Cancellation);

        var head = await (await real.GetAsync()).ReadHeadAsync(department.Origin, Cancellation);

        Assert.Equal(new AnchoredHead(0, default, 0, 0), head);
    }

    [Fact]
    public async Task Anchor_GrowingLog_IsReadBack()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);

        var first = await department.SendAsync(department.Grow(5), Cancellation);
        var second = await department.SendAsync(department.Grow(7), Cancellation);
        var large = department.Grow(16_000);
        var third = await department.SendAsync(large, Cancellation);
        var head = await chain.ReadHeadAsync(department.Origin, Cancellation);
        var anchors = await chain.ReadAnchorsAsync(department.Origin, 0, Cancellation);
        var later = await chain.ReadAnchorsAsync(department.Origin, second.Outcome.Block.Number, Cancellation);

        Assert.Equal(new AnchoredHead(16_012, department.Root(0, 16_012), third.Outcome.Block.Number, 3), head);
        Assert.Equal([(0, 5), (5, 12), (12, 16_012)], anchors.Select(anchor => (anchor.OldSize, anchor.NewSize)));
        Assert.Equal([department.Root(0, 5), department.Root(0, 12), department.Root(0, 16_012)], anchors.Select(anchor => anchor.Root));
        Assert.Equal([first.Outcome.Block, second.Outcome.Block, third.Outcome.Block], anchors.Select(anchor => anchor.Block));
        Assert.Equal(first.Transaction.Hash, anchors[0].Transaction);
        Assert.Equal(anchors.Skip(1), later);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"gas: first {first.Outcome.GasUsed}, second {second.Outcome.GasUsed}, with {large.Proof.Length} hashes {third.Outcome.GasUsed}");
    }

    [Fact]
    public async Task Sign_RootThatRewritesHistory_IsRefusedByTheContract()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        await department.SendAsync(department.Grow(5), Cancellation);
        var forged = department.Grow(3) with { NewRoot = Digest.Sha256([1]) };
        var nonce = await chain.ReadNonceAsync(department.Key.Address, Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await chain.SignAsync(department.Key, forged, nonce, null, Cancellation));

        Assert.Equal("NotConsistent", exception.ErrorName);
    }

    [Fact]
    public async Task Sign_AnchorThatIsThereAlready_IsRefusedByTheContract()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var call = department.Grow(5);
        await department.SendAsync(call, Cancellation);
        var nonce = await chain.ReadNonceAsync(department.Key.Address, Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await chain.SignAsync(department.Key, call, nonce, null, Cancellation));

        Assert.Equal("OldSizeIsNotCurrent", exception.ErrorName);
    }

    [Fact]
    public async Task Sign_BySomebodyWithoutDepartment_IsRefusedByTheContract()
    {
        var department = await real.AdmitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await (await real.GetAsync()).SignAsync(real.Member, department.Grow(1), 0, null, Cancellation));

        Assert.Equal("NotAnActiveOperator", exception.ErrorName);
    }

    [Fact]
    public async Task Send_SameBytesAgain_IsHarmless()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var sent = await department.SendAsync(department.Grow(2), Cancellation);

        await chain.SendAsync(sent.Transaction, Cancellation);

        Assert.Equal(1, (await chain.ReadHeadAsync(department.Origin, Cancellation)).Count);
    }

    [Fact]
    public async Task Send_NonceOfAnotherTransaction_IsItsOwnRefusal()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        await department.SendAsync(department.Grow(2), Cancellation);
        var late = (await chain.SignAsync(department.Key, department.Grow(1), nonce: 0, replaced: null, Cancellation))!; // Only a replacement can be null.

        var exception = await Assert.ThrowsAsync<NonceUsedException>(async () => await chain.SendAsync(late, Cancellation));

        Assert.Equal(0, exception.Nonce);
        Assert.Null(await chain.FindOutcomeAsync(late.Hash, Cancellation));
    }

    [Fact]
    public async Task ReadStatuses_AfterChanges_AreInTheOrderAsked()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var ids = Enumerable.Range(0, 150).Select(i => Digest.Sha256([(byte)i])).ToArray();
        var single = await department.SendAsync(new StatusCall([new StatusCallItem(ids[3], EntryStatus.Suspended, default)]), Cancellation);
        var batch = await department.SendAsync(
            new StatusCall([new(ids[4], EntryStatus.Revoked, default), new(ids[120], EntryStatus.Superseded, ids[0]), new(ids[3], EntryStatus.Active, default)]), Cancellation);

        var statuses = await chain.ReadStatusesAsync(department.Origin, ids, Cancellation);

        Assert.Equal(150, statuses.Length);
        Assert.Equal([(4, EntryStatus.Revoked), (120, EntryStatus.Superseded)], statuses.Select((status, i) => (i, status)).Where(pair => pair.status is not EntryStatus.Active));
        TestContext.Current.TestOutputHelper?.WriteLine($"gas: single {single.Outcome.GasUsed}, batch of three {batch.Outcome.GasUsed}");
    }

    [Fact]
    public async Task ReadStatusesAt_EarlierBlock_AreAsTheyWereThen()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var id = Digest.Sha256([1]);
        var suspended = await department.SendAsync(new StatusCall([new StatusCallItem(id, EntryStatus.Suspended, default)]), Cancellation);
        await department.SendAsync(new StatusCall([new StatusCallItem(id, EntryStatus.Revoked, default)]), Cancellation);

        var before = await chain.ReadStatusesAtAsync(department.Origin, [id], suspended.Outcome.Block with { Number = suspended.Outcome.Block.Number - 1 }, Cancellation);
        var then = await chain.ReadStatusesAtAsync(department.Origin, [id], suspended.Outcome.Block, Cancellation);
        var now = await chain.ReadStatusesAsync(department.Origin, [id], Cancellation);

        Assert.Equal((EntryStatus.Active, EntryStatus.Suspended, EntryStatus.Revoked), (before[0], then[0], now[0]));
    }

    [Fact]
    public async Task Send_TwoHundredStatuses_FitsOneTransaction()
    {
        var department = await real.AdmitAsync(Cancellation);

        var sent = await department.SendAsync(
            new StatusCall([.. Enumerable.Range(0, 200).Select(i => new StatusCallItem(Digest.Sha256([(byte)i]), EntryStatus.Revoked, default))]), Cancellation);

        Assert.InRange(sent.Outcome.GasUsed, 1, 200 * 40_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"gas: {sent.Outcome.GasUsed}, each {sent.Outcome.GasUsed / 200}");
    }

    [Theory]
    [InlineData(EntryStatus.Revoked, EntryStatus.Active, "TransitionRefused")]
    [InlineData(EntryStatus.Revoked, (EntryStatus)5, "TransitionRefused")]
    [InlineData(EntryStatus.Active, EntryStatus.Active, "TransitionRefused")]
    [InlineData(EntryStatus.Suspended, EntryStatus.Superseded, "SuccessorRefused")]
    public async Task Sign_TransitionTheContractRefuses_NamesItsError(EntryStatus from, EntryStatus to, string error)
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var id = Digest.Sha256([1]);
        if (from is not EntryStatus.Active)
        {
            await department.SendAsync(new StatusCall([new(id, from, default)]), Cancellation);
        }

        var nonce = await chain.ReadNonceAsync(department.Key.Address, Cancellation);
        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await chain.SignAsync(department.Key, new StatusCall([new(id, to, default)]), nonce, null, Cancellation));

        Assert.Equal(error, exception.ErrorName);
    }

    [Fact]
    public async Task ReadStatuses_OfNothing_AsksNothing()
    {
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [new Uri("http://127.0.0.1:1")], Registry = default });

        Assert.Empty(await chain.ReadStatusesAsync("a", [], Cancellation));
    }
}
