using System.Numerics;
using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Chain.Tests.Proxies;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Chain.Tests.Scenarios;

/// <summary>Tests what can happen to a transaction between its signature and its block.</summary>
public sealed class TransactionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dropped_ByEveryPool_IsSentAgainUnchanged()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        var sent = await OutgoingAsync(bench);
        await bench.Anvil.DropAsync(sent.Attempts[0].Hash);
        Assert.Equal(0, await bench.Anvil.PoolAsync());

        await bench.Department.ReconcileAsync();

        Assert.Equal(1, await bench.Anvil.PoolAsync());
        Assert.Equal(sent.Attempts[0].Hash, Assert.Single((await OutgoingAsync(bench)).Attempts).Hash);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Stuck_InAPool_IsReplacedAtAHigherPrice()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        for (var attempts = 2; attempts <= 4; attempts++)
        {
            bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));
            await bench.Department.ReconcileAsync();
            Assert.Equal(attempts, (await OutgoingAsync(bench)).Attempts.Length);
            Assert.Equal(1, await bench.Anvil.PoolAsync());
        }

        var newest = (await OutgoingAsync(bench)).Attempts[^1];
        await bench.SettleAsync();

        Assert.Equal(newest.Hash, (await bench.Direct.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel)).Anchors[0].Transaction);
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Stuck_WhileTheLogGrows_IsReplacedByTheNewerHead()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        await bench.Department.AddAsync(4);
        bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));

        await bench.SettleAsync();

        Assert.Equal(7, Assert.Single((await bench.Direct.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel)).Anchors).NewSize);
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Repriced_MarketRose_FollowsIt()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        var before = PriceOf(await OutgoingAsync(bench));
        await bench.Anvil.NextBaseFeeAsync(before * 20);
        await bench.Anvil.MineAsync();
        Assert.Equal(0, await bench.Anvil.NonceAsync(bench.Account)); // The price is too low for that block.
        bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));

        await bench.Department.ReconcileAsync();

        Assert.True(PriceOf(await OutgoingAsync(bench)) > before * 20);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Repriced_MarketFell_OffersMoreThanTheWaitingTransaction()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Anvil.NextBaseFeeAsync(BigInteger.Pow(10, 11));
        await bench.Anvil.MineAsync();
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        var before = PriceOf(await OutgoingAsync(bench));
        await bench.Anvil.AskAsync("evm_setBlockGasLimit", "0x5208"); // The blocks are too small for the transaction.
        await bench.Anvil.MineAsync(4);
        await bench.Anvil.AskAsync("evm_setBlockGasLimit", "0x1c9c380"); // Calls need gas too.
        Assert.Equal(1, await bench.Anvil.PoolAsync());
        bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));

        await bench.Department.ReconcileAsync();

        var outgoing = await OutgoingAsync(bench);
        Assert.Equal(2, outgoing.Attempts.Length);
        Assert.True(PriceOf(outgoing) >= before * 115 / 100);
        Assert.Null(bench.Department.Worker.State.Fault);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Stuck_UntilThePriceIsFarAboveTheMarket_StopsRaisingAndReportsIt()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        for (var i = 0; i < 20; i++)
        {
            await bench.Department.ReconcileAsync();
            bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(AnchoringFaults.TransactionStuck, bench.Department.Worker.State.Fault);
        Assert.Equal(12, (await OutgoingAsync(bench)).Attempts.Length);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Replaced_ByAnotherSenderWithTheSameKey_UsesTheNextNonce()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        var mine = await OutgoingAsync(bench);
        await SendForeignAsync(bench, mine.Nonce, PriceOf(mine) * 10);
        Assert.Equal(1, await bench.Anvil.PoolAsync());

        await bench.SettleAsync();

        await bench.CheckAllAsync(foreign: 1);
    }

    [Fact]
    public async Task Refused_BecauseAnotherTransactionWaits_WaitsForThatOne()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await SendForeignAsync(bench, 0, BigInteger.Pow(10, 12));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        await bench.Department.ReconcileAsync();
        Assert.Single((await OutgoingAsync(bench)).Attempts);

        await bench.SettleAsync();

        await bench.CheckAllAsync(foreign: 1);
    }

    [Fact]
    public async Task FundsMissing_UntilTheyArrive_ContinuesByItself()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Anvil.FundAsync(bench.Account, 1);
        await bench.Department.AddAsync(3);
        await bench.ReconcileAndMineAsync(12);
        Assert.Equal(AnchoringFaults.FundsMissing, bench.Department.Worker.State.Fault);
        Assert.Equal(ProofLevel.L1, await bench.Department.LevelAsync(0));

        await bench.Anvil.FundAsync(bench.Account, ChainSetUp.Coins);
        await bench.SettleAsync();

        await bench.CheckAllAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ZeroFees_StuckForLong_IsReplacedOnlyByNewerContentAtTheSamePrice(bool grows)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), tune: options => options with { ZeroFees = true });
        await bench.Anvil.FundAsync(bench.Account, 0);
        await bench.Anvil.NextBaseFeeAsync(0);
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        Assert.Equal(BigInteger.Zero, PriceOf(await OutgoingAsync(bench)));
        await bench.Department.AddAsync(grows ? 1 : 0);
        bench.Department.Clock.Advance(ChainDepartment.Patience + TimeSpan.FromSeconds(1));
        await bench.Department.ReconcileAsync();

        Assert.Equal(grows ? 2 : 1, (await OutgoingAsync(bench)).Attempts.Length);
        Assert.Equal(grows ? null : AnchoringFaults.TransactionStuck, bench.Department.Worker.State.Fault);
        for (var i = 0; i < 8; i++)
        {
            await bench.Anvil.NextBaseFeeAsync(0); // Sets the base fee of the next block to zero, like Besu's zeroBaseFee.
            await bench.ReconcileAndMineAsync();
        }

        await bench.Anvil.NextBaseFeeAsync(0);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ToASendIsLost_AnchorsExactlyOnce(bool arrives)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2), proxies: 1);
        var records = await bench.Department.AddAsync(3);
        await bench.Department.ChangeAsync(records[..2], EntryStatus.Suspended);
        await bench.Proxies[0].StartFaultAsync(arrives ? ProxyFault.LosesAnswerToSend : ProxyFault.LosesSend);
        await bench.ReconcileAndMineAsync(3);
        await bench.ReopenAsync();
        await bench.ReconcileAndMineAsync(3);
        bench.Proxies[0].EndFault();

        await bench.SettleAsync();

        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Node_RestartsWithAnEmptyPool_ReceivesTheSameBytesAgain()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        await bench.Department.AddAsync(2);
        await bench.SettleAsync();
        await bench.Department.AddAsync(2);
        await bench.Department.ReconcileAsync();
        var sent = await OutgoingAsync(bench);
        await bench.Anvil.RestartAsync();
        await bench.Anvil.AutomineAsync(false);
        Assert.Equal(0, await bench.Anvil.PoolAsync());

        await bench.SettleAsync();

        Assert.Equal(sent.Attempts[0].Hash, (await bench.Direct.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel)).Anchors[^1].Transaction);
        await bench.CheckAllAsync();
    }

    private static async Task<OutgoingTransaction> OutgoingAsync(ChainBench bench) =>
        Assert.IsType<OutgoingTransaction>(await bench.Department.Store.FindOutgoingAsync(Cancel));

    private static BigInteger PriceOf(OutgoingTransaction outgoing) => UnsignedTransaction.Read(outgoing.Attempts[^1], 31337).Fees.Most;

    /// <summary>Sends a transaction with the department's key from outside the department.</summary>
    private static async Task SendForeignAsync(ChainBench bench, long nonce, BigInteger price)
    {
        var foreign = new UnsignedTransaction(31337, nonce, bench.Account, [], 21_000, new DynamicFees(price, price)).Sign(bench.AccountKey);
        await bench.Direct.SendAsync(foreign, Cancel);
    }
}
