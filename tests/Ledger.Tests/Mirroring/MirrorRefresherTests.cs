using Ledger.Mirroring;
using Ledger.Workers;

namespace Ledger.Tests.Mirroring;

/// <summary>What a round of the mirror's worker reports, and when it raises RegistryChanged.</summary>
public sealed class MirrorRefresherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunOnce_RegistryChanges_ReportsEachChangeOnce()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        var refresher = new MirrorRefresher(test.Mirror);
        var raised = 0;
        refresher.RegistryChanged += _ => raised++;

        Assert.Null(await refresher.RunOnceAsync(Cancel));
        Assert.Null(await refresher.RunOnceAsync(Cancel));
        Assert.Equal(1, raised);
        test.Chain.Mine(write => write.Admit("c"));
        Assert.Null(await refresher.RunOnceAsync(Cancel));

        Assert.Equal(2, raised);
    }

    [Fact]
    public async Task RunOnce_HandlerOfTheChangeFails_ReportsTheChangeAgain()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        var refresher = new MirrorRefresher(test.Mirror);
        var raised = 0;
        refresher.RegistryChanged += _ =>
        {
            if (++raised == 1)
            {
                throw new InvalidOperationException("a defect");
            }
        };

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await refresher.RunOnceAsync(Cancel));
        Assert.Null(await refresher.RunOnceAsync(Cancel));

        Assert.Equal(2, raised);
    }

    [Theory]
    [InlineData(true, WorkerOutcome.Transient, "LDG4501")]
    [InlineData(false, WorkerOutcome.Fatal, "LDG4505")]
    public async Task RunOnce_MirrorIsNotUpToDate_ReportsWhy(bool isSilent, WorkerOutcome outcome, string code)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.IsSilent = isSilent;
        test.Chain.BeforeAnswer = isSilent ? null : _ => throw new InvalidOperationException("a defect");

        var problem = await new MirrorRefresher(test.Mirror).RunOnceAsync(Cancel);

        Assert.Equal((outcome, code), (problem!.Outcome, problem.Fault.Code));
    }
}
