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
    public async Task GetOrCreate_SamePerson_ReturnsTheSameSubject()
    {
        await using var keys = await OpenAsync();

        var made = await keys.GetOrCreateAsync(Person(1), Cancel);

        Assert.Equal(made, await keys.GetOrCreateAsync(Person(1), Cancel));
        Assert.Equal(made, await keys.FindAsync(made.Handle, Cancel));
    }

    [Fact]
    public async Task GetOrCreate_OtherPerson_ReturnsAnotherKey()
    {
        await using var keys = await OpenAsync();

        Assert.NotEqual((await keys.GetOrCreateAsync(Person(1), Cancel)).Key, (await keys.GetOrCreateAsync(Person(2), Cancel)).Key);
    }

    [Fact]
    public async Task GetOrCreate_ManyCallersAtOnce_GiveEachPersonOneKey()
    {
        await using var keys = await OpenAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await keys.GetOrCreateAsync(Person(i % 4), Cancel), Cancel)));

        Assert.Equal(4, made.Select(subject => Convert.ToHexString(subject.Key.AsSpan())).Distinct().Count());
        Assert.All(Enumerable.Range(0, made.Length), i => Assert.Equal(made[i % 4], made[i]));
    }

    [Fact]
    public async Task Flush_ThenOpenedAgain_HasTheKeys()
    {
        SubjectKey made;
        await using (var keys = await OpenAsync())
        {
            made = await keys.GetOrCreateAsync(Person(1), Cancel);
            await keys.FlushAsync(Cancel);
        }

        await using var again = await OpenAsync();
        Assert.Equal(made, await again.FindAsync(made.Handle, Cancel));
        Assert.Equal(made, await again.GetOrCreateAsync(Person(1), Cancel));
    }

    [Fact]
    public async Task Find_UnknownSubject_IsNullAndNotErased()
    {
        await using var keys = await OpenAsync();
        var unknown = SubjectHandle.Create();

        Assert.Null(await keys.FindAsync(unknown, Cancel));
        Assert.False(await keys.IsErasedAsync(unknown, Cancel));
    }

    [Fact]
    public async Task Erase_Subject_StaysErasedAndThePersonGetsAnotherHandle()
    {
        SubjectKey erased, made;
        await using (var keys = await OpenAsync())
        {
            erased = await keys.GetOrCreateAsync(Person(1), Cancel);
            await keys.EraseAsync(erased.Handle, Cancel);
            await keys.EraseAsync(erased.Handle, Cancel);
            Assert.Null(await keys.FindHandleAsync(Person(1), Cancel));
            made = await keys.GetOrCreateAsync(Person(1), Cancel);
            await keys.FlushAsync(Cancel);
            await AssertAnotherAsync(keys);
        }

        await using var again = await OpenAsync();
        await AssertAnotherAsync(again);

        async Task AssertAnotherAsync(ISubjectKeys keys)
        {
            Assert.Null(await keys.FindAsync(erased.Handle, Cancel));
            Assert.True(await keys.IsErasedAsync(erased.Handle, Cancel));
            Assert.NotEqual(erased.Handle, made.Handle);
            Assert.NotEqual(erased.Key, made.Key);
            Assert.Equal(made, await keys.GetOrCreateAsync(Person(1), Cancel));
            Assert.False(await keys.IsErasedAsync(made.Handle, Cancel));
        }
    }

    [Fact]
    public async Task Erase_OneSubject_LeavesTheOthers()
    {
        await using var keys = await OpenAsync();
        var erased = await keys.GetOrCreateAsync(Person(1), Cancel);
        var other = await keys.GetOrCreateAsync(Person(2), Cancel);

        await keys.EraseAsync(erased.Handle, Cancel);

        Assert.Equal(other, await keys.FindAsync(other.Handle, Cancel));
        Assert.Equal(other, await keys.GetOrCreateAsync(Person(2), Cancel));
    }

    [Fact]
    public async Task Erase_UnknownSubject_DoesNothing()
    {
        await using var keys = await OpenAsync();
        var unknown = SubjectHandle.Create();

        await keys.EraseAsync(unknown, Cancel);

        Assert.False(await keys.IsErasedAsync(unknown, Cancel));
    }

    private static Digest Person(int number) => Digest.Sha256(Encoding.UTF8.GetBytes($"person {number}"));
}
