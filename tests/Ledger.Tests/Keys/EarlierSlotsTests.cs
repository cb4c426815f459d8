using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Tests.Keys;

/// <summary>A file of the version before handles. Persons 0, 2 and 3 have a key, and person 1 was erased.</summary>
public sealed class EarlierSlotsTests : IDisposable
{
    private const int SlotLength = 128;
    private const int Erased = 1;

    private static readonly int[] Living = [0, 2, 3];

    private readonly TempFolder _folder = new();

    public EarlierSlotsTests()
    {
        var master = TestMaster.FromByte(1);
        byte[][] slots = [.. Enumerable.Range(0, 4).Select(number =>
            number == Erased ? EarlierSlots.Erased(Person(number)) : EarlierSlots.InUse(Person(number), TestMaster.Key((byte)(10 + number)), master))];
        File.WriteAllBytes(FilePath, [.. slots.SelectMany(slot => slot)]);
    }

    private string FilePath => _folder["subjects.slots"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Slots_GetHandlesAndKeepTheirKeys()
    {
        using var keys = Open();

        Assert.Equal(Living.Length, keys.Count);
        Assert.All(Living, number =>
        {
            var handle = keys.FindHandle(Person(number))!.Value;
            Assert.False(handle.IsNone);
            Assert.Equal(new SubjectKey(handle, TestMaster.Key((byte)(10 + number))), keys.Find(handle));
            Assert.Equal(keys.Find(handle), keys.GetOrCreate(Person(number)));
            Assert.Equal(handle, keys.FindCarriedOver(Person(number)));
            Assert.False(keys.IsErased(handle));
        });
        Assert.Equal(4, Enumerable.Range(0, 4).Select(number => keys.FindCarriedOver(Person(number))).Distinct().Count());
    }

    [Fact]
    public void Open_Again_GivesTheSameHandles()
    {
        var first = ReadHandles();
        var before = File.ReadAllBytes(FilePath);

        Assert.Equal(first, ReadHandles());
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    /// <summary>The journal is carried over with the handles, so they are on the disk before anybody learns them.</summary>
    [Fact]
    public void Open_Slots_AreFlushedWithTheirHandles()
    {
        byte[] flushed = [];
        FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1), file => flushed = ReadAll(file)).Dispose();

        Assert.All(Enumerable.Range(0, 4), number => Assert.False(SubjectHandle.FromBytes(flushed.AsSpan((number * SlotLength) + 94)).IsNone));
        Assert.Equal(flushed, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Open_HandlesCannotBeFlushed_IsRefused()
    {
        Assert.Throws<IOException>(() => FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1), _ => throw new IOException("The disk failed.")));

        using var again = Open(); // The file is closed.
        Assert.Equal(Living.Length, again.Count);
    }

    [Fact]
    public void Open_SomeSlotsHaveHandles_KeepsThoseAndGivesTheRest()
    {
        var old = File.ReadAllBytes(FilePath);
        var handles = ReadHandles();
        var given = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(FilePath, [.. given.AsSpan(0, 2 * SlotLength), .. old.AsSpan(2 * SlotLength)]); // A power cut in between.

        var again = ReadHandles();

        Assert.Equal(handles[..2], again[..2]);
        Assert.DoesNotContain(again[2], handles);
        Assert.Equal(4, again.Distinct().Count());
        Assert.Equal(again, ReadHandles());
    }

    [Fact]
    public void Open_OtherMasterKey_IsRefusedAndChangesNothing()
    {
        var before = File.ReadAllBytes(FilePath);

        FaultAssert.Throws(StoreFaults.KeyUnusable, () => FileSubjectKeys.Open(FilePath, TestMaster.FromByte(2)));

        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Open_AnyOneBitFlipped_IsRefusedAndChangesNothing()
    {
        var bytes = File.ReadAllBytes(FilePath);
        for (var bit = 0; bit < 8 * bytes.Length; bit += 7)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(FilePath, bytes);

            FaultAssert.Throws(StoreFaults.Damaged, Open);
            Assert.Equal(bytes, File.ReadAllBytes(FilePath));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Open_SameErasedPersonTwice_IsRefused()
    {
        File.WriteAllBytes(FilePath, [.. File.ReadAllBytes(FilePath), .. EarlierSlots.Erased(Person(Erased))]);

        FaultAssert.Throws(StoreFaults.Damaged, Open);
    }

    [Fact]
    public void FindCarriedOver_ErasedPerson_KeepsItsHandleUntilForgotten()
    {
        SubjectHandle handle;
        using (var keys = Open())
        {
            handle = keys.FindCarriedOver(Person(Erased))!.Value;
            Assert.True(keys.IsErased(handle));
            Assert.Null(keys.FindHandle(Person(Erased)));
            Assert.Null(keys.Find(handle));
        }

        using (var keys = Open())
        {
            Assert.Equal(handle, keys.FindCarriedOver(Person(Erased)));
        }

        Assert.True(FileHolds(Person(Erased)));
    }

    [Fact]
    public void ForgetErased_Slots_LosesTheBlindIndexAndNothingElse()
    {
        var handles = ReadHandles();
        byte[] flushed = [];
        using (var keys = FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1), file => flushed = ReadAll(file)))
        {
            keys.ForgetErased();
            keys.ForgetErased();

            AssertForgotten(keys);
        }

        Assert.Equal(4 * SlotLength, flushed.Length);
        Assert.Equal(flushed, File.ReadAllBytes(FilePath));
        Assert.False(FileHolds(Person(Erased)));
        Assert.All(Living, number => Assert.True(FileHolds(Person(number))));
        using var again = Open();
        AssertForgotten(again);

        void AssertForgotten(FileSubjectKeys keys)
        {
            Assert.Null(keys.FindCarriedOver(Person(Erased)));
            Assert.Null(keys.FindHandle(Person(Erased)));
            Assert.True(keys.IsErased(handles[Erased]));
            Assert.All(Living, number => Assert.Equal(handles[number], keys.FindCarriedOver(Person(number))));
        }
    }

    [Fact]
    public void GetOrCreate_ErasedPersonComesAgain_IsAnotherSubject()
    {
        var handles = ReadHandles();
        SubjectKey made;
        using (var keys = Open())
        {
            made = keys.GetOrCreate(Person(Erased));
            Assert.NotEqual(handles[Erased], made.Handle);
            Assert.Equal(handles[Erased], keys.FindCarriedOver(Person(Erased))); // The old entries are those of the erased subject.
            keys.Flush();
        }

        using (var keys = Open())
        {
            Assert.Equal(handles[Erased], keys.FindCarriedOver(Person(Erased)));
            keys.ForgetErased();
            Assert.Equal(made, keys.GetOrCreate(Person(Erased)));
        }

        using var again = Open();
        Assert.Equal(made, again.Find(made.Handle));
        Assert.True(again.IsErased(handles[Erased]));
    }

    [Fact]
    public void Erase_CarriedOverSubject_LosesItsBlindIndexAtOnce()
    {
        var handles = ReadHandles();
        using (var keys = Open())
        {
            keys.Erase(handles[2]);
        }

        Assert.False(FileHolds(Person(2)));
        using var again = Open();
        Assert.True(again.IsErased(handles[2]));
        Assert.Null(again.FindCarriedOver(Person(2)));
    }

    [Fact]
    public void Open_SlotOfTheDepartmentItself_KeepsItsKey()
    {
        File.WriteAllBytes(FilePath, [.. File.ReadAllBytes(FilePath), .. EarlierSlots.InUse(default, TestMaster.Key(99), TestMaster.FromByte(1))]);

        using var keys = Open();

        Assert.Equal(TestMaster.Key(99), keys.GetOrCreate(default).Key);
        Assert.Equal(keys.GetOrCreate(default).Handle, keys.FindCarriedOver(default));
    }

    private static Digest Person(int number) => TestMaster.Person(number);

    private FileSubjectKeys Open() => FileSubjectKeys.Open(FilePath, TestMaster.FromByte(1));

    private SubjectHandle[] ReadHandles()
    {
        using var keys = Open();
        return [.. Enumerable.Range(0, 4).Select(number => keys.FindCarriedOver(Person(number))!.Value)];
    }

    private bool FileHolds(Digest person) => File.ReadAllBytes(FilePath).AsSpan().IndexOf(person.ToArray()) >= 0;

    private static byte[] ReadAll(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        Assert.Equal(bytes.Length, RandomAccess.Read(file, bytes, 0));
        return bytes;
    }
}
