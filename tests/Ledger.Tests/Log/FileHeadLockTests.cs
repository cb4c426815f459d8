using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

public sealed class FileHeadLockTests : IDisposable
{
    private const string Origin = "ledger.localhost/education/log";

    private readonly TempFolder _folder = new();

    private string FilePath => _folder["heads/education.head"];

    [Fact]
    public void Open_NoFile_HoldsNothing()
    {
        using var held = FileHeadLock.Open(FilePath, Origin);

        Assert.Null(held.Held);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Open_AfterAdvances_HoldsTheNewest(int advances)
    {
        AdvanceTo(advances);

        Assert.Equal(new HeldHead(advances, RootOf(advances)), Held());
    }

    [Fact]
    public void Advance_ToTheSameHead_WritesNothing()
    {
        AdvanceTo(2);
        var before = File.ReadAllBytes(FilePath);
        using (var held = FileHeadLock.Open(FilePath, Origin))
        {
            held.Advance(2, RootOf(2));
        }

        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Open_NewerSlotTorn_HoldsThePreviousHead(int damagedSlot)
    {
        AdvanceTo(damagedSlot + 1);
        var newest = (damagedSlot + 1 - 1) % 2;
        Flip((newest * 4096) + 24);

        Assert.Equal(new HeldHead(damagedSlot, RootOf(damagedSlot)), Held());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(70)]
    [InlineData(100)]
    public void Open_BothSlotsDamaged_IsRefused(int place)
    {
        AdvanceTo(2);
        Flip(place);
        Flip(4096 + place);

        Assert.Contains("damaged", FaultAssert.Throws(StoreFaults.Damaged, () => FileHeadLock.Open(FilePath, Origin)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4095)]
    public void Open_FirstWriteCutOff_HoldsNothing(int length)
    {
        AdvanceTo(1);
        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(Math.Min(length, 90)).Clear(); // The end of the slot may reach the disk before its start.
        File.WriteAllBytes(FilePath, bytes[..length]);

        Assert.Null(Held());
    }

    [Fact]
    public void Open_LockOfAnotherLog_IsRefused()
    {
        AdvanceTo(1);

        FaultAssert.Throws(StoreFaults.Foreign, () => FileHeadLock.Open(FilePath, "ledger.localhost/health/log"));
    }

    [Fact]
    public void Open_LockOfALaterVersion_IsRefused()
    {
        AdvanceTo(1);
        var bytes = File.ReadAllBytes(FilePath);
        bytes[9] = 2;
        Digest.Sha256(bytes.AsSpan(0, 96)).CopyTo(bytes.AsSpan(96));
        File.WriteAllBytes(FilePath, bytes);

        FaultAssert.Throws(StoreFaults.TooNew, () => FileHeadLock.Open(FilePath, Origin));
    }

    [Fact]
    public void Open_WhileAnotherHoldsIt_IsRefused()
    {
        using var first = FileHeadLock.Open(FilePath, Origin);

        Assert.ThrowsAny<IOException>(() => FileHeadLock.Open(FilePath, Origin));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/heads")]
    public void Open_AFileInPlaceOfTheFolder_IsRefusedByTheFoldersName(string name)
    {
        File.WriteAllText(_folder["file"], "");
        var folder = _folder[name];

        var refused = FaultAssert.Throws(StartUpFaults.DirectoryNotWritable, () => FileHeadLock.Open(Path.Combine(folder, "education.head"), Origin));

        Assert.Contains($"The head lock directory {folder}:", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc/x")]
    [InlineData("/proc")]
    public void Open_InAFolderOfTheSystemThatTakesNoFiles_IsRefused(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has these paths.");

        FaultAssert.Throws(StartUpFaults.DirectoryNotWritable, () => FileHeadLock.Open(Path.Combine(folder, "education.head"), Origin));
    }

    public void Dispose() => _folder.Dispose();

    private static Digest RootOf(int size) => Requests.HashOf($"root {size}");

    private void AdvanceTo(int count)
    {
        using var held = FileHeadLock.Open(FilePath, Origin);
        for (var size = 1; size <= count; size++)
        {
            held.Advance(size, RootOf(size));
        }
    }

    private HeldHead? Held()
    {
        using var held = FileHeadLock.Open(FilePath, Origin);
        return held.Held;
    }

    private void Flip(int place)
    {
        var bytes = File.ReadAllBytes(FilePath);
        bytes[place] ^= 1;
        File.WriteAllBytes(FilePath, bytes);
    }
}
