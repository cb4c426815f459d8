using System.Runtime.Versioning;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Keys;

public sealed class FileSubjectKeysTests : IDisposable
{
    private const int SlotLength = 128;
    private readonly TempFolder _folder = new();

    private string FilePath => _folder["subjects.slots"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetOrCreate_SameSubject_ReturnsTheSameKeyBeforeAndAfterReopening()
    {
        SubjectKey made;
        using (var keys = Open())
        {
            made = keys.GetOrCreate(TestMaster.Person(1));
            Assert.Equal(made, keys.GetOrCreate(TestMaster.Person(1)));
        }

        using var again = Open();
        Assert.Equal(made, again.GetOrCreate(TestMaster.Person(1)));
        Assert.Equal(made, again.Find(made.Handle));
    }

    [Fact]
    public void GetOrCreate_OtherSubject_ReturnsAnotherKey()
    {
        using var keys = Open();

        Assert.NotEqual(keys.GetOrCreate(TestMaster.Person(1)).Key, keys.GetOrCreate(TestMaster.Person(2)).Key);
        Assert.Equal(2, keys.Count);
    }

    [Fact]
    public void GetOrCreate_ManyThreadsForFewSubjects_CreatesOneKeyPerSubject()
    {
        using var keys = Open();
        var made = new string[400];

        Parallel.For(0, made.Length, i => made[i] = Convert.ToHexString(keys.GetOrCreate(TestMaster.Person(i % 4)).Key.AsSpan()));

        Assert.Equal(4, made.Distinct().Count());
        Assert.All(Enumerable.Range(0, made.Length), i => Assert.Equal(made[i % 4], made[i]));
        Assert.Equal(4 * SlotLength, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Find_UnknownSubject_IsNullAndNotErased()
    {
        using var keys = Open();
        var unknown = SubjectHandle.Create();

        Assert.Null(keys.Find(unknown));
        Assert.False(keys.IsErased(unknown));
    }

    [Fact]
    public void Erase_Subject_StaysErasedAndThePersonGetsAnotherHandle()
    {
        SubjectHandle erased;
        using (var keys = Open())
        {
            erased = keys.GetOrCreate(TestMaster.Person(1)).Handle;
            keys.Erase(erased);
            AssertErased(keys);
            Assert.NotEqual(erased, keys.GetOrCreate(TestMaster.Person(1)).Handle);
            Assert.Equal(1, keys.Count);
            keys.Erase(keys.GetOrCreate(TestMaster.Person(1)).Handle);
        }

        using var again = Open();
        AssertErased(again);

        void AssertErased(FileSubjectKeys keys)
        {
            Assert.Null(keys.Find(erased));
            Assert.Null(keys.FindHandle(TestMaster.Person(1)));
            Assert.True(keys.IsErased(erased));
            Assert.Equal(0, keys.Count);
        }
    }

    [Fact]
    public void Erase_Subject_RemovesKeyAndBlindIndexFromTheFile()
    {
        SubjectHandle handle;
        using (var keys = Open())
        {
            handle = keys.GetOrCreate(TestMaster.Person(1)).Handle;
            keys.GetOrCreate(TestMaster.Person(2));
        }

        var before = File.ReadAllBytes(FilePath);
        using (var keys = Open())
        {
            keys.Erase(handle);
        }

        // State (1), blind index (32), key (61), handle (16), zeros (14), CRC (4).
        var after = File.ReadAllBytes(FilePath);
        Assert.Equal(2, after[0]);
        Assert.All(after[1..94], value => Assert.Equal(0, value));
        Assert.Equal(handle, SubjectHandle.FromBytes(after.AsSpan(94)));
        Assert.All(after[110..124], value => Assert.Equal(0, value));
        Assert.Equal(before[SlotLength..], after[SlotLength..]);
    }

    [Fact]
    public void Erase_UnknownSubject_DoesNothing()
    {
        using var keys = Open();
        var unknown = SubjectHandle.Create();

        keys.Erase(unknown);

        Assert.False(keys.IsErased(unknown));
        Assert.Equal(0, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Find_DuringAnErasure_ReturnsTheKeyOrErased()
    {
        using var keys = Open();
        var made = Enumerable.Range(0, 200).Select(number => keys.GetOrCreate(TestMaster.Person(number))).ToArray();
        var subjects = made.Select(subject => subject.Handle).ToArray();

        Parallel.Invoke(
            () => Array.ForEach(subjects, keys.Erase),
            () => Parallel.For(0, 20 * subjects.Length, i =>
            {
                var found = keys.Find(subjects[i % subjects.Length]);
                Assert.True(found is null ? keys.IsErased(subjects[i % subjects.Length]) : found == made[i % subjects.Length]);
            }));

        Assert.Equal(0, keys.Count);
    }

    [Fact]
    public void Flush_WhileOthersCreate_LosesNoKey()
    {
        using (var keys = Open())
        {
            Parallel.For(0, 200, i =>
            {
                keys.GetOrCreate(TestMaster.Person(i));
                keys.Flush();
            });
        }

        using var again = Open();
        Assert.Equal(200, again.Count);
    }

    [Fact]
    public async Task GetOrCreate_NewKey_IsFlushedWithoutBeingAsked()
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var keys = FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1), _ => flushed.TrySetResult());

        keys.GetOrCreate(TestMaster.Person(1));

        await flushed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Flush_AfterAFlushAheadFailed_FailsAlthoughTheDiskWorksAgain()
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var keys = FileSubjectKeys.Open(
            FilePath, TestMaster.FromByte(1),
            _ => throw (failed.TrySetResult() ? new IOException("The disk failed.") : new InvalidOperationException("Flushed again.")));
        keys.GetOrCreate(TestMaster.Person(1));
        await failed.Task.WaitAsync(TestContext.Current.CancellationToken);

        // The operating system reports a lost write once. A second flush would succeed, and the key would be lost all the same.
        Assert.Equal("The disk failed.", Assert.Throws<IOException>(keys.Flush).InnerException?.Message);
        Assert.Throws<IOException>(keys.Flush);
    }

    [Fact]
    public void Open_HalfWrittenSlot_IsDroppedAndItsPlaceReused()
    {
        WriteThree();
        using (var file = File.OpenWrite(FilePath))
        {
            file.SetLength((2 * SlotLength) + 50);
        }

        using (var keys = Open())
        {
            Assert.Equal(2, keys.Count);
            Assert.Null(keys.FindHandle(TestMaster.Person(2)));
            keys.GetOrCreate(TestMaster.Person(9));
        }

        using var again = Open();
        Assert.Equal(3, again.Count);
        Assert.Equal(3 * SlotLength, new FileInfo(FilePath).Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 60)]
    [InlineData(1, 0)]
    public void Open_FileGrewWithoutSlotContents_DropsTheSlots(int alsoMissing, int arrived)
    {
        WriteThree();
        var bytes = File.ReadAllBytes(FilePath);
        Array.Clear(bytes, ((2 - alsoMissing) * SlotLength) + arrived, ((1 + alsoMissing) * SlotLength) - arrived);
        File.WriteAllBytes(FilePath, bytes);

        using var keys = Open();

        Assert.Equal(2 - alsoMissing, keys.Count);
        Assert.Equal((2 - alsoMissing) * SlotLength, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Open_HoleBeforeASoundSlot_IsRefusedWithItsPlace()
    {
        WriteThree();
        var bytes = File.ReadAllBytes(FilePath);
        Array.Clear(bytes, SlotLength, SlotLength);
        File.WriteAllBytes(FilePath, bytes);

        var refused = FaultAssert.Throws(StoreFaults.Damaged, Open);

        Assert.Equal("subjects.slots is damaged at byte 128.", refused.Detail);
        Assert.Equal(bytes, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Open_AnyOneBitOfASlotFlipped_IsRefusedWithItsPlace(int slot)
    {
        WriteThree();
        var bytes = File.ReadAllBytes(FilePath);
        for (var bit = 0; bit < 8 * SlotLength; bit++)
        {
            var at = (slot * SlotLength) + (bit / 8);
            bytes[at] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(FilePath, bytes);

            var refused = FaultAssert.Throws(StoreFaults.Damaged, Open);
            Assert.Equal($"subjects.slots is damaged at byte {slot * SlotLength}.", refused.Detail);
            bytes[at] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(3 * SlotLength, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Open_ErasedSlotWithOneBitFlipped_IsRefused()
    {
        WriteThree();
        using (var keys = Open())
        {
            keys.Erase(keys.GetOrCreate(TestMaster.Person(1)).Handle);
        }

        var bytes = File.ReadAllBytes(FilePath);
        bytes[SlotLength] ^= 1;
        File.WriteAllBytes(FilePath, bytes);

        FaultAssert.Throws(StoreFaults.Damaged, Open);
    }

    [Fact]
    public void Open_DuplicateSubject_IsRefused()
    {
        WriteThree();
        var bytes = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(FilePath, [.. bytes, .. bytes.AsSpan(0, SlotLength)]);

        var refused = FaultAssert.Throws(StoreFaults.Damaged, Open);

        Assert.Equal("subjects.slots is damaged at byte 384.", refused.Detail);
    }

    [Fact(Skip = "Windows has no dd.", SkipUnless = nameof(DurableFilesTests.HasModes), SkipType = typeof(DurableFilesTests))]
    public void Find_SlotDamagedWhileOpen_IsRefused()
    {
        using var keys = Open();
        var subject = keys.GetOrCreate(TestMaster.Person(1)).Handle;

        Damage(at: 40);

        FaultAssert.Throws(StoreFaults.Damaged, () => keys.Find(subject));
        FaultAssert.Throws(StoreFaults.Damaged, () => keys.FindHandle(TestMaster.Person(1)));
        FaultAssert.Throws(StoreFaults.Damaged, () => keys.GetOrCreate(TestMaster.Person(1)));
    }

    [Fact]
    public void Open_OtherMasterKey_IsRefusedByFileName()
    {
        WriteThree();

        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => FileSubjectKeys.Open(FilePath, TestMaster.FromByte(2)));

        Assert.Contains("subjects.slots", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SlotOfAnotherSubjectInItsPlace_DoesNotOpen()
    {
        WriteThree();
        var bytes = File.ReadAllBytes(FilePath);
        var swapped = SubjectSlot.WriteInUse(TestMaster.Person(1), SubjectSlot.ReadWrappedKey(bytes.AsSpan(0, SlotLength)), SubjectHandle.Create());
        File.WriteAllBytes(FilePath, [.. bytes.AsSpan(0, SlotLength), .. swapped]);

        using var keys = Open();

        FaultAssert.Throws(StoreFaults.KeyUnusable, () => keys.Find(keys.FindHandle(TestMaster.Person(1))!.Value));
    }

    [Fact]
    public void Open_ThousandsOfSlots_FindsAll()
    {
        using (var keys = Open())
        {
            for (var i = 0; i < 1500; i++)
            {
                keys.GetOrCreate(TestMaster.Person(i));
            }
        }

        using var again = Open();
        Assert.Equal(1500, again.Count);
        Assert.NotNull(again.Find(again.FindHandle(TestMaster.Person(1499))!.Value));
    }

    [Fact]
    public void Open_SecondTimeWhileOpen_IsRefused()
    {
        using var keys = Open();

        Assert.Throws<IOException>(Open);
    }

    [UnsupportedOSPlatform("windows")]
    [Fact(Skip = "Windows has no such modes.", SkipUnless = nameof(DurableFilesTests.HasModes), SkipType = typeof(DurableFilesTests))]
    public void Open_NewFile_IsForItsOwnerOnly()
    {
        using var keys = Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    private FileSubjectKeys Open() => FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1));

    private void WriteThree()
    {
        using var keys = Open();
        for (var i = 0; i < 3; i++)
        {
            keys.GetOrCreate(TestMaster.Person(i));
        }
    }

    // The lock on an open file is advisory, so a test can damage the file like a bad disk.
    private void Damage(int at)
    {
        using var dd = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dd")
        {
            ArgumentList = { "if=/dev/zero", "of=" + FilePath, "bs=1", $"seek={at}", "count=4", "conv=notrunc", "status=none" },
        });
        dd!.WaitForExit();
    }
}
