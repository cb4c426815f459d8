using Ledger.Mirroring;
using Ledger.Workers;

namespace Ledger.Tests.Mirroring;

/// <summary>What a round of the mirror's worker reports, and what it hands on.</summary>
public sealed class MirrorRefresherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunOnce_RegistryChanges_HandsEachNewContentsOnOnce()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        var refresher = new MirrorRefresher(test.Mirror);
        var handed = 0;
        refresher.RegistryChanged += _ => handed++;

        Assert.Null(await refresher.RunOnceAsync(Cancel));
        Assert.Null(await refresher.RunOnceAsync(Cancel));
        Assert.Equal(1, handed);
        test.Chain.Mine(write => write.Admit("c"));
        Assert.Null(await refresher.RunOnceAsync(Cancel));

        Assert.Equal(2, handed);
    }

    [Fact]
    public async Task RunOnce_WhoeverHearsOfTheRegistryFails_HandsItOnAgain()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        var refresher = new MirrorRefresher(test.Mirror);
        var handed = 0;
        refresher.RegistryChanged += _ =>
        {
            if (++handed == 1)
            {
                throw new InvalidOperationException("a defect");
            }
        };

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await refresher.RunOnceAsync(Cancel));
        Assert.Null(await refresher.RunOnceAsync(Cancel));

        Assert.Equal(2, handed);
    }

    [Theory]
    [InlineData(true, WorkerOutcome.Transient, "LDG4501")]
    [InlineData(false, WorkerOutcome.Fatal, "LDG4505")]
    public async Task RunOnce_MirrorIsNotBroughtUpToDate_SaysWhatThatMeans(bool isSilent, WorkerOutcome outcome, string code)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.IsSilent = isSilent;
        test.Chain.BeforeAnswer = isSilent ? null : _ => throw new InvalidOperationException("a defect");

        var problem = await new MirrorRefresher(test.Mirror).RunOnceAsync(Cancel);

        Assert.Equal((outcome, code), (problem!.Outcome, problem.Fault.Code));
    }
}
