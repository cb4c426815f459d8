using Ledger.Departments;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>A damaged or foreign department is not carried over, and its journal stays as it is, byte for byte.</summary>
public sealed class CarryOverDamageTests : IDisposable
{
    private readonly EarlierDepartment _department = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _department.Dispose();

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public async Task CarryOver_OneBitOfASegmentFlipped_IsDamaged(int segment)
    {
        _department.OpenKeys().Dispose();
        var path = _department.SegmentPath(segment);
        var whole = await File.ReadAllBytesAsync(path, Cancel);
        var header = segment == 0 ? SegmentHeader.GetLength(EarlierDepartment.Profile.Origin) : 12; // Behind a version that can be read.
        for (var bit = (header * 8) + segment; bit < whole.Length * 8; bit += 1009)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, whole, Cancel);

            await AssertRefusedAsync(StoreFaults.Damaged);

            whole[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        await File.WriteAllBytesAsync(path, whole, Cancel);
        await _department.CarryOverAsync();
        await CarriedOver.CheckAsync(_department);
    }

    /// <summary>Without its first header nobody knows the version. Nothing happens, and opening refuses it.</summary>
    [Fact]
    public async Task Open_FirstHeaderFlipped_IsRefused()
    {
        var whole = await File.ReadAllBytesAsync(_department.SegmentPath(0), Cancel);
        for (var bit = 0; bit < SegmentHeader.GetLength(EarlierDepartment.Profile.Origin) * 8; bit += 13)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_department.SegmentPath(0), whole, Cancel);
            var before = EarlierDepartment.Read(_department.Journal);

            await Assert.ThrowsAsync<FaultException>(async () =>
            {
                await _department.CarryOverAsync();
                await _department.Stores().OpenAsync(EarlierDepartment.Profile, _department.Held, Cancel);
            });

            Assert.Equal(before, EarlierDepartment.Read(_department.Journal));
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData("all", "head lock")]
    [InlineData("checkpoint", "checkpoint")]
    [InlineData("tiles", "tiles")]
    public async Task CarryOver_AcknowledgedEntriesCutOff_IsDamaged(string left, string source)
    {
        LeaveOnly(left);
        var lengths = Directory.EnumerateFiles(_department.Journal).Order(StringComparer.Ordinal).Select(path => new FileInfo(path).Length).ToList();
        var header = SegmentHeader.GetLength(EarlierDepartment.Profile.Origin);
        var backup = _department.Copy();

        // Inside the last frame, at the end of the frame before, inside the header of the segment, and the whole segment.
        foreach (var length in new[] { lengths[3] - 1, lengths[3] - 500, header, header - 1, 0, -1 })
        {
            using (var file = new FileStream(_department.SegmentPath(3), FileMode.OpenOrCreate))
            {
                file.SetLength(Math.Max(0, length));
            }

            if (length < 0)
            {
                File.Delete(_department.SegmentPath(3));
            }

            var refused = await AssertRefusedAsync(StoreFaults.Damaged);

            Assert.Contains($"the {source} knows 15", refused.Detail, StringComparison.Ordinal);
            File.Copy(backup.SegmentPath(3), _department.SegmentPath(3), overwrite: true);
        }

        backup.Dispose();
    }

    [Fact]
    public async Task CarryOver_SegmentInTheMiddleMissing_IsDamaged()
    {
        File.Delete(_department.SegmentPath(1));

        await AssertRefusedAsync(StoreFaults.Damaged);
    }

    [Theory, InlineData(10), InlineData(100), InlineData(-1)]
    public async Task CarryOver_TornTailThatNobodyAcknowledged_IsDropped(int length)
    {
        // The start of a frame, or of one with garbage behind its header.
        var segment = await File.ReadAllBytesAsync(_department.SegmentPath(3), Cancel);
        var header = SegmentHeader.GetLength(EarlierDepartment.Profile.Origin);
        var frame = segment.AsSpan(header, 200).ToArray();
        frame.AsSpan(length < 0 ? 32 : length).Clear();
        await File.WriteAllBytesAsync(_department.SegmentPath(3), [.. segment, .. frame.AsSpan(0, length < 0 ? 200 : length)], Cancel);

        await _department.CarryOverAsync();

        await CarriedOver.CheckAsync(_department);
    }

    [Theory, InlineData(0), InlineData(50)]
    public async Task CarryOver_SegmentThatWasJustBegun_IsDropped(int length)
    {
        var header = (await File.ReadAllBytesAsync(_department.SegmentPath(3), Cancel))[..length];
        await File.WriteAllBytesAsync(_department.SegmentPath(4), header, Cancel);

        await _department.CarryOverAsync();

        await CarriedOver.CheckAsync(_department);
    }

    /// <summary>A segment is begun only when the one before is complete on disk, so no crash explains both.</summary>
    [Fact]
    public async Task CarryOver_TornTailBeforeASegmentThatWasJustBegun_IsDamaged()
    {
        var segment = await File.ReadAllBytesAsync(_department.SegmentPath(3), Cancel);
        await File.WriteAllBytesAsync(_department.SegmentPath(3), [.. segment, 1, 2, 3], Cancel);
        await File.WriteAllBytesAsync(_department.SegmentPath(4), [], Cancel);

        await AssertRefusedAsync(StoreFaults.Damaged);
    }

    [Fact]
    public async Task CarryOver_KeyOfAPersonMissing_IsDamaged()
    {
        var slots = await File.ReadAllBytesAsync(_department.Folder.SubjectKeys, Cancel);
        await File.WriteAllBytesAsync(_department.Folder.SubjectKeys, slots[..^128], Cancel);

        var refused = await AssertRefusedAsync(StoreFaults.Damaged);

        Assert.Contains("key for the payload", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CarryOver_OtherMasterKey_IsRefused() =>
        await AssertRefusedAsync(StoreFaults.KeyUnusable, () => _department.Stores(master: EarlierDepartment.MasterOf(2)).CarryOverAsync(EarlierDepartment.Profile, Cancel));

    [Fact]
    public async Task CarryOver_JournalOfAnotherLog_IsForeign()
    {
        var other = new DepartmentProfile(EarlierDepartment.Profile.Id, EarlierDepartment.Profile.Name, "other.example");
        Directory.Delete(_department.Data.HeadLocks, recursive: true);

        await AssertRefusedAsync(StoreFaults.Foreign, () => _department.Stores().CarryOverAsync(other, Cancel));
    }

    [Fact]
    public async Task CarryOver_JournalOfALaterVersion_IsTooNew()
    {
        using (var file = File.OpenWrite(_department.SegmentPath(0)))
        {
            file.Position = 8;
            file.WriteByte(SegmentHeader.Current + 1);
        }

        await AssertRefusedAsync(StoreFaults.TooNew);
    }

    private Task<FaultException> AssertRefusedAsync(Fault fault) =>
        AssertRefusedAsync(fault, () => _department.Stores().CarryOverAsync(EarlierDepartment.Profile, Cancel));

    private async Task<FaultException> AssertRefusedAsync(Fault fault, Func<ValueTask> work)
    {
        var (journal, database) = (EarlierDepartment.Read(_department.Journal), await File.ReadAllBytesAsync(_department.Database, Cancel));

        var refused = await FaultAssert.ThrowsAsync(fault, async () => await work());

        Assert.Equal(journal, EarlierDepartment.Read(_department.Journal));
        Assert.Equal(database, await File.ReadAllBytesAsync(_department.Database, Cancel));
        Assert.False(Directory.Exists(_department.NewJournal) || Directory.Exists(_department.OldJournal));
        return refused;
    }

    private void LeaveOnly(string left)
    {
        if (left == "all")
        {
            return;
        }

        Directory.Delete(_department.Data.HeadLocks, recursive: true);
        if (left == "tiles")
        {
            File.Delete(_department.Folder.Checkpoint);
        }
        else
        {
            Directory.Delete(Path.Combine(_department.Folder.PublicLog, "tile"), recursive: true);
        }
    }
}
