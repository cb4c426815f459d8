using System.Text;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="ISubjectKeys"/>, for every implementation.</summary>
public abstract class SubjectKeysContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the keys of this test, none at first; opened again they are the same ones.</summary>
    protected abstract ValueTask<ISubjectKeys> OpenAsync();

    [Fact]
    public async Task GetOrCreate_SameSubject_ReturnsTheSameKey()
    {
        await using var keys = await OpenAsync();

        var made = await keys.GetOrCreateAsync(Subject(1), Cancel);

        Assert.NotNull(made);
        Assert.Equal(made, await keys.GetOrCreateAsync(Subject(1), Cancel));
        Assert.Equal(made, await keys.FindAsync(Subject(1), Cancel));
    }

    [Fact]
    public async Task GetOrCreate_OtherSubject_ReturnsAnotherKey()
    {
        await using var keys = await OpenAsync();

        Assert.NotEqual(await keys.GetOrCreateAsync(Subject(1), Cancel), await keys.GetOrCreateAsync(Subject(2), Cancel));
    }

    [Fact]
    public async Task GetOrCreate_ManyCallersAtOnce_GiveEachSubjectOneKey()
    {
        await using var keys = await OpenAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await keys.GetOrCreateAsync(Subject(i % 4), Cancel), Cancel)));

        Assert.Equal(4, made.Select(key => Convert.ToHexString(key!.Value.AsSpan())).Distinct().Count());
        Assert.All(Enumerable.Range(0, made.Length), i => Assert.Equal(made[i % 4], made[i]));
    }

    [Fact]
    public async Task Flush_ThenOpenedAgain_HasTheKeys()
    {
        KeyOctets? made;
        await using (var keys = await OpenAsync())
        {
            made = await keys.GetOrCreateAsync(Subject(1), Cancel);
            await keys.FlushAsync(Cancel);
        }

        await using var again = await OpenAsync();
        Assert.Equal(made, await again.FindAsync(Subject(1), Cancel));
        Assert.Equal(made, await again.GetOrCreateAsync(Subject(1), Cancel));
    }

    [Fact]
    public async Task Find_SubjectWithoutKey_IsNullAndNotErased()
    {
        await using var keys = await OpenAsync();

        Assert.Null(await keys.FindAsync(Subject(1), Cancel));
        Assert.False(await keys.IsErasedAsync(Subject(1), Cancel));
    }

    [Fact]
    public async Task Erase_Subject_NeverGetsAKeyAgain()
    {
        await using (var keys = await OpenAsync())
        {
            await keys.GetOrCreateAsync(Subject(1), Cancel);
            await keys.EraseAsync(Subject(1), Cancel);
            await keys.EraseAsync(Subject(1), Cancel);
            await AssertErasedAsync(keys);
        }

        await using var again = await OpenAsync();
        await AssertErasedAsync(again);

        static async Task AssertErasedAsync(ISubjectKeys keys)
        {
            Assert.Null(await keys.FindAsync(Subject(1), Cancel));
            Assert.Null(await keys.GetOrCreateAsync(Subject(1), Cancel));
            Assert.True(await keys.IsErasedAsync(Subject(1), Cancel));
        }
    }

    [Fact]
    public async Task Erase_OneSubject_LeavesTheOthers()
    {
        await using var keys = await OpenAsync();
        await keys.GetOrCreateAsync(Subject(1), Cancel);
        var other = await keys.GetOrCreateAsync(Subject(2), Cancel);

        await keys.EraseAsync(Subject(1), Cancel);

        Assert.Equal(other, await keys.FindAsync(Subject(2), Cancel));
    }

    [Fact]
    public async Task Erase_SubjectWithoutKey_DoesNothing()
    {
        await using var keys = await OpenAsync();

        await keys.EraseAsync(Subject(1), Cancel);

        Assert.False(await keys.IsErasedAsync(Subject(1), Cancel));
        Assert.NotNull(await keys.GetOrCreateAsync(Subject(1), Cancel));
    }

    private static Digest Subject(int number) => Digest.Sha256(Encoding.UTF8.GetBytes($"subject {number}"));
}
