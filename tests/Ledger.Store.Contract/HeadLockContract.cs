using System.Text;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="IHeadLock"/>, for every implementation.</summary>
public abstract class HeadLockContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the lock of this test's log, which holds nothing at first; opened again it is the same one.</summary>
    protected abstract ValueTask<IHeadLock> OpenAsync();

    [Fact]
    public async Task Open_NewLog_HoldsNothing()
    {
        await using var held = await OpenAsync();

        Assert.Null(held.Held);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public async Task Advance_ThenOpenedAgain_HoldsTheNewest(int advances)
    {
        await using (var held = await OpenAsync())
        {
            for (var size = 1; size <= advances; size++)
            {
                await held.AdvanceAsync(Head(size), Cancel);
                Assert.Equal(Head(size), held.Held);
            }
        }

        await using var again = await OpenAsync();
        Assert.Equal(Head(advances), again.Held);
    }

    [Fact]
    public async Task Advance_OpenedAgainAfterEach_NeverGoesBack()
    {
        for (var size = 0; size < 5; size++)
        {
            await using var held = await OpenAsync();
            Assert.Equal(size == 0 ? null : Head(size - 1), held.Held);
            await held.AdvanceAsync(Head(size), Cancel);
        }
    }

    [Fact]
    public async Task Advance_ToTheHeadThatIsHeld_ChangesNothing()
    {
        await using var held = await OpenAsync();
        await held.AdvanceAsync(Head(3), Cancel);

        await held.AdvanceAsync(Head(3), Cancel);

        Assert.Equal(Head(3), held.Held);
    }

    [Fact]
    public async Task Open_WhileItIsHeld_Fails()
    {
        await using var held = await OpenAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () => await OpenAsync());

        await held.AdvanceAsync(Head(1), Cancel);
        Assert.Equal(Head(1), held.Held);
    }

    private static HeldHead Head(int size) => new(size, Digest.Sha256(Encoding.UTF8.GetBytes($"root {size}")));
}
