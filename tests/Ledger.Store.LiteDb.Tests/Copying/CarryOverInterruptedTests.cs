using Ledger.Store.Contract;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>The machine stops at any step of a carry-over. The next start finishes it or begins again, and the result is always the same.</summary>
public sealed class CarryOverInterruptedTests : IDisposable
{
    private readonly EarlierDepartment _department = new();

    /// <summary>The same department, carried over with the same handles.</summary>
    private readonly EarlierDepartment _done;

    private readonly byte[] _namedSlots;

    public CarryOverInterruptedTests()
    {
        _department.OpenKeys().Dispose(); // Gives the handles.
        _namedSlots = File.ReadAllBytes(_department.Folder.SubjectKeys);
        _done = _department.Copy();
    }

    public static TheoryData<string> States =>
    [
        "new folder made", "new segment begun", "new journal whole", "old moved away", "old moved away, then opened", "new in its place", "old half deleted", "old emptied",
        "database half copied", "database copied", "old database deleted", "names forgotten", "only the old journal is left",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _department.Dispose();
        _done.Dispose();
    }

    [Theory, MemberData(nameof(States))]
    public async Task CarryOver_InterruptedBefore_IsFinished(string state)
    {
        await _done.CarryOverAsync();
        Prepare(state);

        await _department.CarryOverAsync();

        await CarriedOver.CheckAsync(_department);
    }

    [Theory, MemberData(nameof(States))]
    public async Task Open_InterruptedBefore_OpensTheDepartment(string state)
    {
        await _done.CarryOverAsync();
        Prepare(state);

        await using var opened = await OpenedDepartment.OpenAsync(_department);

        Assert.True((await opened.IssueAsync(EarlierDepartment.ReadRequest("a1"))).Required.IsRepeat);
    }

    /// <summary>Nobody may take the new journal for complete before it was compared.</summary>
    [Fact]
    public async Task CarryOver_NewJournalBesideTheOldOne_IsWrittenAgain()
    {
        await _done.CarryOverAsync();
        EarlierDepartment.CopyFolder(_done.Journal, _department.NewJournal);
        var segment = Path.Combine(_department.NewJournal, Path.GetFileName(_department.SegmentPath(0)));
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        await _department.CarryOverAsync();

        await CarriedOver.CheckAsync(_department);
    }

    [Fact]
    public async Task CarryOver_Cancelled_LeavesTheOldJournal()
    {
        var before = _department.ReadAll();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _department.Stores().CarryOverAsync(EarlierDepartment.Profile, cancelled.Token));

        Assert.Equal(before, _department.ReadAll());
        Assert.False(Directory.Exists(_department.NewJournal));
        await _department.CarryOverAsync();
        await CarriedOver.CheckAsync(_department);
    }

    [Fact]
    public async Task CarryOver_NewJournalCannotBeWritten_LeavesTheOldOne()
    {
        await File.WriteAllTextAsync(_department.NewJournal, "A file is in the way.", Cancel);
        var before = _department.ReadAll();

        await Assert.ThrowsAnyAsync<IOException>(async () => await _department.CarryOverAsync());

        Assert.Equal(before, _department.ReadAll());
    }

    /// <summary>The journal is in its place, but its old names are still in the database. They must not be forgotten there.</summary>
    [Fact]
    public async Task CarryOver_DatabaseCannotBeCopied_IsFinishedLater()
    {
        Directory.CreateDirectory(_department.NewDatabase);
        await Assert.ThrowsAnyAsync<Exception>(async () => await _department.CarryOverAsync());
        Directory.Delete(_department.NewDatabase);

        await _department.CarryOverAsync();

        await CarriedOver.CheckAsync(_department);
    }

    [Fact]
    public async Task CarryOver_NodeOfTheEarlierVersionRuns_IsLocked()
    {
        var before = _department.ReadAll();
        using (FolderLock.Acquire(_department.Folder.Root))
        {
            await FaultAssert.ThrowsAsync(StoreFaults.Locked, async () => await _department.CarryOverAsync());
        }

        Assert.Equal(before, _department.ReadAll());
    }

    private void Prepare(string state)
    {
        var (journal, newJournal, oldJournal) = (_department.Journal, _department.NewJournal, _department.OldJournal);
        switch (state)
        {
            case "new folder made":
                Directory.CreateDirectory(newJournal);
                return;
            case "new segment begun":
                Directory.CreateDirectory(newJournal);
                File.WriteAllBytes(Path.Combine(newJournal, "0000000000.ldgj"), File.ReadAllBytes(_done.SegmentPath(0)).AsSpan(0, 2000));
                return;
            case "new journal whole":
                EarlierDepartment.CopyFolder(_done.Journal, newJournal);
                return;
            case "only the old journal is left": // No crash leaves this. Whoever tidies up might.
                Directory.Move(journal, oldJournal);
                return;
        }

        Directory.Move(journal, oldJournal);
        EarlierDepartment.CopyFolder(_done.Journal, state.StartsWith("old moved away", StringComparison.Ordinal) ? newJournal : journal);
        switch (state)
        {
            case "old moved away, then opened": // Opening a store makes the folder before it finds that entries are missing.
                Directory.CreateDirectory(journal);
                break;
            case "old half deleted":
                File.Delete(Path.Combine(oldJournal, "0000000000.ldgj"));
                break;
            case "old emptied":
                Directory.Delete(oldJournal, recursive: true);
                Directory.CreateDirectory(oldJournal);
                break;
            case "database half copied":
                File.WriteAllBytes(_department.NewDatabase, File.ReadAllBytes(_done.Database).AsSpan(0, 8192));
                break;
            case "database copied":
                File.Copy(_done.Database, _department.NewDatabase);
                break;
            case "old database deleted":
                File.Delete(_department.Database);
                File.Copy(_done.Database, _department.NewDatabase);
                break;
            case "names forgotten":
                File.Copy(_done.Database, _department.Database, overwrite: true);
                File.Copy(_done.Folder.SubjectKeys, _department.Folder.SubjectKeys, overwrite: true);
                break;
        }

        if (state != "names forgotten")
        {
            Assert.Equal(_namedSlots, File.ReadAllBytes(_department.Folder.SubjectKeys));
        }
    }
}
