using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Chain.Tests.Scenarios;

/// <summary>Tests reorganisations that remove or move the transactions of a department.</summary>
public sealed class ReorganisationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Depths => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Depths))]
    public async Task Reorganisation_OfAnAnchor_LowersTheLevelAndAnchorsAgain(int depth)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(10));
        var records = await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        await bench.Department.ChangeAsync(records[..1], EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(2); // First the status, then the head that covers its entry.
        await bench.Anvil.MineAsync(depth - 1);
        await bench.Department.ReconcileAsync();
        Assert.Equal(ProofLevel.L2, await bench.Department.LevelAsync(3));
        Assert.Equal([EntryStatus.Revoked], await bench.StatusesAsync(records[..1]));

        await bench.Anvil.ReorganiseAsync(depth);
        await bench.Department.ReconcileAsync();

        Assert.True(await bench.Department.LevelAsync(3) < ProofLevel.L2);
        Assert.Equal(ProofLevel.L3, await bench.Department.LevelAsync(0));
        Assert.Null(bench.Department.Worker.State.Fault);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public async Task Reorganisation_MovesTheAnchorToAnotherBlock_StoresThatBlock(int depth)
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(10));
        await bench.Department.AddAsync(3);
        await bench.Department.ReconcileAsync();
        var sent = (await bench.Department.Store.FindOutgoingAsync(Cancel))!.Attempts[0];
        await bench.Anvil.MineAsync(depth);
        await bench.Department.ReconcileAsync();
        var before = (await bench.Department.Store.FindNewestAsync(Cancel))!;

        await bench.Anvil.AskAsync("anvil_reorg", depth, new object[] { new object[] { Hex.Data(sent.Bytes.AsSpan()), depth - 1 } });
        await bench.Department.ReconcileAsync();

        var after = (await bench.Department.Store.FindNewestAsync(Cancel))!;
        Assert.NotEqual(before.Facts.Block.Hash, after.Facts.Block.Hash);
        Assert.Equal(before.Facts.Transaction, after.Facts.Transaction);
        Assert.Equal(ProofLevel.L2, await bench.Department.LevelAsync(0));
        await bench.SettleAsync();
        await bench.CheckAllAsync();
    }

    [Theory]
    [InlineData("depth:2")]
    [InlineData("finalized")]
    [InlineData("instant")]
    public async Task Reorganisation_BelowAFinalBlock_RaisesAnAlarmAndLosesNothing(string finality)
    {
        Assert.True(FinalityMode.TryParse(finality, out var mode));
        await using var bench = await ChainBench.OpenAsync(mode);
        var records = await bench.Department.AddAsync(3);
        await bench.SettleAsync();
        var height = await bench.Anvil.HeightAsync();
        await bench.Department.ChangeAsync(records, EntryStatus.Suspended);
        await bench.SettleAsync();
        await bench.Department.ChangeAsync(records[..1], EntryStatus.Revoked);
        await bench.SettleAsync();
        Assert.Equal(ProofLevel.L3, await bench.Department.LevelAsync(6));

        await bench.Anvil.ReorganiseAsync((int)(await bench.Anvil.HeightAsync() - height));
        await bench.Department.ReconcileAsync();

        Assert.Equal(AnchoringFaults.FinalUndone, bench.Department.Worker.State.Fault);
        Assert.True(await bench.Department.LevelAsync(6) < ProofLevel.L2);
        await bench.SettleAsync();
        await bench.CheckAllAsync();
        Assert.Equal([EntryStatus.Revoked, EntryStatus.Suspended, EntryStatus.Suspended], await bench.StatusesAsync(records));
    }

    [Fact]
    public async Task Reset_WithoutTheContracts_IsReportedAndContinuesWhenTheyAreDeployedAgain()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.AtDepth(2));
        var records = await bench.Department.AddAsync(3);
        await bench.Department.ChangeAsync(records[..2], EntryStatus.Revoked);
        await bench.SettleAsync();
        var kept = (await bench.Department.Store.FindNewestAsync(Cancel))!;

        await bench.Anvil.ResetAsync();
        await bench.ReconcileAndMineAsync(5);
        Assert.Equal(AnchoringFaults.ContractsMissing, bench.Department.Worker.State.Fault);
        Assert.Equal(kept, await bench.Department.Store.FindNewestAsync(Cancel));
        await bench.ReopenAsync();
        await bench.ReconcileAndMineAsync(5);
        Assert.Equal(AnchoringFaults.ContractsMissing, bench.Department.Worker.State.Fault);
        await bench.SetUpAsync();
        await bench.Anvil.AutomineAsync(false);
        await bench.Department.ReconcileAsync();
        Assert.Contains(bench.Department.Worker.State.Fault, new[] { AnchoringFaults.ChainBehind, AnchoringFaults.FinalUndone });

        await bench.SettleAsync();
        await bench.CheckAllAsync();
        Assert.Equal([EntryStatus.Revoked, EntryStatus.Revoked, EntryStatus.Active], await bench.StatusesAsync(records));
    }
}
