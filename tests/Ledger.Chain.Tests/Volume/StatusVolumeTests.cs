using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Entries;

namespace Ledger.Chain.Tests.Volume;

/// <summary>Tests many revocations: how many fit into one transaction, what they cost, and that none is lost.</summary>
public sealed class StatusVolumeTests(ITestOutputHelper output)
{
    private const int MostGas = 30_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revoke_TwoHundredAtOnce_IsOneTransaction()
    {
        await using var bench = await ChainBench.OpenAsync(FinalityMode.Instant);
        var records = await bench.Department.AddAsync(200);
        await bench.SettleAsync();
        await bench.Department.ChangeAsync(records, EntryStatus.Revoked);
        var gas = await RunAsync(bench);

        output.WriteLine($"gas for each of 200 revocations: {gas / 200}");
        Assert.InRange(gas / 200, 1, MostGas);
        var changes = await bench.Direct.ReadStatusChangesAsync(ChainDepartment.Profile.Origin, Cancel);
        Assert.Single(changes.Changes.Select(change => change.Transaction).Distinct());
        Assert.Equal(200, changes.Count);
        await bench.CheckAllAsync();
    }

    [Fact]
    public async Task Revoke_TenThousand_LeavesNoGapInTheSequence()
    {
        const int Records = 10_000;
        const int Step = 1000;
        await using var bench = await ChainBench.OpenAsync(FinalityMode.Instant);
        var gas = 0L;
        for (var done = 0; done < Records; done += Step)
        {
            // The batches are uneven, so that some transactions are full and some are not.
            var records = await bench.Department.AddAsync(Step);
            await bench.Department.ChangeAsync(records[..317], EntryStatus.Revoked);
            gas += await RunAsync(bench, polls: 1);
            await bench.Department.ChangeAsync(records[317..], EntryStatus.Revoked);
            gas += await RunAsync(bench, polls: 2);
        }

        gas += await RunAsync(bench);
        output.WriteLine($"gas for each of {Records} revocations: {gas / Records}");
        Assert.InRange(gas / Records, 1, MostGas);
        var changes = await bench.Direct.ReadStatusChangesAsync(ChainDepartment.Profile.Origin, Cancel);
        Assert.True(changes.IsWhole);
        Assert.Equal(Records, changes.Count);
        await bench.CheckAllAsync();
    }

    /// <summary>Polls and mines until everything is final, or for the given number of polls.</summary>
    /// <returns>The gas of the transactions with statuses.</returns>
    private static async Task<long> RunAsync(ChainBench bench, int polls = int.MaxValue)
    {
        var gas = 0L;
        for (var i = 0; i < polls; i++)
        {
            await bench.ReconcileAndMineAsync();
            if (await bench.Department.Store.FindOutgoingAsync(Cancel) is { } outgoing)
            {
                var outcome = Assert.IsType<TransactionOutcome>(await bench.Direct.FindOutcomeAsync(outgoing.Attempts[^1].Hash, Cancel));
                Assert.True(outcome.Succeeded);
                gas += outgoing.AnchorSize is null ? outcome.GasUsed : 0;
            }
            else if (bench.Department.Worker.State is { PendingStatuses: 0, WaitingSince: null, Fault: null })
            {
                break;
            }
        }

        return gas;
    }
}
