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

    /// <summary>All bytes that the store keeps, while it is closed.</summary>
    protected abstract ValueTask<byte[]> ReadStoredAsync();

    [Fact]
    public async Task GetOrCreate_SamePerson_ReturnsTheSameSubject()
    {
        await using var keys = await OpenAsync();

        var made = await keys.GetOrCreateAsync(Person(1), Cancel);

        Assert.Equal(made, await keys.GetOrCreateAsync(Person(1), Cancel));
        Assert.Equal(made, await keys.FindAsync(made.Handle, Cancel));
    }

    [Fact]
    public async Task GetOrCreate_OtherPerson_ReturnsAnotherHandleAndKey()
    {
        await using var keys = await OpenAsync();

        var (one, other) = (await keys.GetOrCreateAsync(Person(1), Cancel), await keys.GetOrCreateAsync(Person(2), Cancel));

        Assert.NotEqual(one.Handle, other.Handle);
        Assert.NotEqual(one.Key, other.Key);
    }

    /// <summary>Nobody can compute a handle: the same person is somebody else in another store.</summary>
    [Fact]
    public async Task GetOrCreate_Handle_HasNothingOfTheBlindIndex()
    {
        await using var keys = await OpenAsync();

        var handle = (await keys.GetOrCreateAsync(Person(1), Cancel)).Handle;

        Assert.False(handle.IsNone);
        Assert.DoesNotContain(handle.ToString(), Convert.ToHexStringLower(Person(1).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindHandle_Person_IsThatOfTheirSubject()
    {
        SubjectKey made;
        await using (var keys = await OpenAsync())
        {
            Assert.Null(await keys.FindHandleAsync(Person(1), Cancel));
            made = await keys.GetOrCreateAsync(Person(1), Cancel);
            Assert.Equal(made.Handle, await keys.FindHandleAsync(Person(1), Cancel));
            await keys.FlushAsync(Cancel);
        }

        await using var again = await OpenAsync();
        Assert.Equal(made.Handle, await again.FindHandleAsync(Person(1), Cancel));
        Assert.Null(await again.FindHandleAsync(Person(2), Cancel));
    }

    [Fact]
    public async Task GetOrCreate_DepartmentItself_IsASubjectOfItsOwn()
    {
        SubjectKey department;
        await using (var keys = await OpenAsync())
        {
            Assert.Null(await keys.FindAsync(default, Cancel)); // The handle of nobody is not the department.
            department = await keys.GetOrCreateAsync(default, Cancel);
            Assert.False(department.Handle.IsNone);
            Assert.NotEqual(department.Handle, (await keys.GetOrCreateAsync(Person(1), Cancel)).Handle);
            Assert.Null(await keys.FindAsync(default, Cancel));
            Assert.False(await keys.IsErasedAsync(default, Cancel));
            await keys.FlushAsync(Cancel);
        }

        await using var again = await OpenAsync();
        Assert.Equal(department, await again.GetOrCreateAsync(default, Cancel));
        Assert.Equal(department.Handle, await again.FindHandleAsync(default, Cancel));
        Assert.Equal(department, await again.FindAsync(department.Handle, Cancel));
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

    /// <summary>Whoever later has the files and the master key cannot learn whose handle it was.</summary>
    [Fact]
    public async Task Erase_Subject_LeavesNoBlindIndexInTheStore()
    {
        SubjectHandle erased;
        await using (var keys = await OpenAsync())
        {
            erased = (await keys.GetOrCreateAsync(Person(1), Cancel)).Handle;
            await keys.GetOrCreateAsync(Person(2), Cancel);
            await keys.FlushAsync(Cancel);
        }

        Assert.True(Holds(await ReadStoredAsync(), Person(1)));
        await using (var keys = await OpenAsync())
        {
            await keys.EraseAsync(erased, Cancel);
        }

        Assert.False(Holds(await ReadStoredAsync(), Person(1)));
        Assert.True(Holds(await ReadStoredAsync(), Person(2)));

        static bool Holds(byte[] stored, Digest person) => stored.AsSpan().IndexOf(person.ToArray()) >= 0;
    }

    [Fact]
    public async Task Erase_SamePersonAgainAndAgain_KeepsEveryHandleErased()
    {
        List<SubjectHandle> erased = [];
        await using (var keys = await OpenAsync())
        {
            for (var i = 0; i < 5; i++)
            {
                erased.Add((await keys.GetOrCreateAsync(Person(1), Cancel)).Handle);
                await keys.EraseAsync(erased[^1], Cancel);
            }
        }

        await using var again = await OpenAsync();
        Assert.Equal(5, erased.Distinct().Count());
        Assert.Null(await again.FindHandleAsync(Person(1), Cancel));
        foreach (var handle in erased)
        {
            Assert.True(await again.IsErasedAsync(handle, Cancel));
            Assert.Null(await again.FindAsync(handle, Cancel));
        }
    }

    [Fact]
    public async Task GetOrCreate_WhileTheSubjectIsErased_ReturnsTheOldOneOrANewOne()
    {
        await using var keys = await OpenAsync();
        var old = await keys.GetOrCreateAsync(Person(1), Cancel);

        var asked = Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await keys.GetOrCreateAsync(Person(1), Cancel), Cancel)).ToArray();
        await keys.EraseAsync(old.Handle, Cancel);
        var found = await Task.WhenAll(asked);

        var current = await keys.GetOrCreateAsync(Person(1), Cancel);
        Assert.NotEqual(old, current);
        Assert.All(found, subject => Assert.Contains(subject, new[] { old, current }));
        Assert.Equal(current, await keys.FindAsync(current.Handle, Cancel));
        Assert.True(await keys.IsErasedAsync(old.Handle, Cancel));
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
