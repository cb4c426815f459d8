using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Tests a department's log, worker and client on a chain that answers like Besu.</summary>
public sealed class BesuAnchoringTests
{
    private const int NotAuthorized = -32007;
    private const int RangeTooLarge = -32005;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sender_NotPermitted_IsReportedWithoutUsingANonceAndContinuesWhenPermitted()
    {
        await using var bench = new BesuBench();
        await bench.InitializeAsync();
        using var chain = bench.Connect();
        await using var department = await ChainDepartment.OpenAsync(bench.Account, chain, new MovedClock());
        bench.Node.PermittedSenders = [];
        var records = await department.AddAsync(3);

        await ReconcileAsync(department, 4);

        Assert.Equal(AnchoringFaults.TransactionRefused, department.Worker.State.Fault);
        Assert.True(bench.Node.Refusals(NotAuthorized) > 1);
        Assert.Equal(0, await chain.ReadNonceAsync(bench.Account.Address, Cancel));
        Assert.Equal(ProofLevel.L1, await department.LevelAsync(0));

        bench.Node.PermittedSenders = [bench.Account.Address];
        await department.ChangeAsync(records[..1], EntryStatus.Revoked);
        await ReconcileAsync(department, 8);

        Assert.Null(department.Worker.State.Fault);
        Assert.Equal(ProofLevel.L3, await department.LevelAsync(0));
        Assert.Equal([EntryStatus.Revoked, EntryStatus.Active, EntryStatus.Active], await chain.ReadStatusesAsync(ChainDepartment.Profile.Origin, [.. records.Select(id => id.ToChainId())], Cancel));
        var anchors = (await chain.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel)).Anchors;
        var changes = (await chain.ReadStatusChangesAsync(ChainDepartment.Profile.Origin, Cancel)).Changes;
        Assert.Equal(anchors.Length + changes.Length, await chain.ReadNonceAsync(bench.Account.Address, Cancel)); // Every transaction had an effect.
    }

    [Fact]
    public async Task Events_MoreBlocksThanOneRequestMayCover_AreAllRead()
    {
        await using var bench = new BesuBench { Options = new BesuOptions { EmptyBlocks = 50, MaxLogsRange = 6 } };
        await bench.InitializeAsync();
        using var chain = bench.Connect();
        await using var department = await ChainDepartment.OpenAsync(bench.Account, chain, new MovedClock());
        for (var i = 0; i < 10; i++)
        {
            await department.AddAsync(2);
            await ReconcileAsync(department, 2);
        }

        var history = await chain.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel);

        Assert.True(history.IsWhole);
        Assert.Equal(10, history.Anchors.Length);
        Assert.True(bench.Node.Refusals(RangeTooLarge) > 1);
    }

    // Each transaction is mined at once. The clock advances, so the worker retries refused transactions.
    private static async Task ReconcileAsync(ChainDepartment department, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await department.ReconcileAsync();
            department.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }
}
