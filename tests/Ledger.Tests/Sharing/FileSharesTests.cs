using System.Text;
using Ledger.Keys;
using Ledger.Sharing;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Sharing;

/// <summary>The file beside the journal: what a crash or a damaged disk leaves closes shares and never opens one.</summary>
public sealed class FileSharesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly SubjectHandle Ann = SubjectHandle.Create();
    private static readonly SubjectHandle Ben = SubjectHandle.Create();

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string File1 => _folder["shares.list"];

    [Fact]
    public async Task Open_Again_HasWhatWasWritten()
    {
        var shares = await FillAsync();
        var again = Open();

        Assert.Equal([Row(3, Ann), Row(1, Ann) with { EndedAt = Now.AddHours(1) }], again.List(Ann));
        Assert.Equal(shares.List(Ann), again.List(Ann));
        Assert.Equal(Row(2, Ben), again.Find(Row(2, Ben).Code));
        Assert.Equal(Row(2, Ben), again.Find(2));
        Assert.Null(again.Find(4));
        Assert.Null(again.Find(Digest.Sha256("other"u8)));
    }

    [Fact]
    public async Task End_Repeated_KeepsTheFirstTime()
    {
        var shares = await FillAsync();
        await shares.EndAsync(1, Now.AddHours(9), Cancel);
        await shares.EndAsync(77, Now, Cancel);

        Assert.Equal(Now.AddHours(1), Open().Find(1)!.EndedAt);
        Assert.Null(Open().Find(77));
    }

    [Fact]
    public async Task Open_CutAnywhere_HasTheCompleteLinesAndGoesOn()
    {
        await FillAsync();
        var whole = await File.ReadAllBytesAsync(File1, Cancel);
        var header = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = header; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(File1, whole[..length], Cancel);
            var shares = Open();
            var complete = whole.Take(length).Count(value => value == '\n') - 1;
            Assert.Equal(new[] { 0, 1, 2, 3, 3 }[complete], shares.List(Ann).Length + shares.List(Ben).Length);
            Assert.Equal(complete == 4, shares.Find(1)?.EndedAt is not null);

            await shares.AddAsync(Row(9, Ben), Cancel);
            Assert.NotNull(Open().Find(9));
            Assert.Equal(shares.List(Ann), Open().List(Ann));
        }
    }

    [Fact]
    public async Task Open_AnyFlippedBit_OpensNoShareThatWasEnded()
    {
        await FillAsync();
        var whole = await File.ReadAllBytesAsync(File1, Cancel);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(File1, damaged, Cancel);
            FileShares shares;
            try
            {
                shares = Open();
            }
            catch (FaultException problem) when (problem.Fault == StoreFaults.TooNew)
            {
                continue; // The version.
            }

            // The line feed at the end is the only byte that a crash can leave out: then the line before was never acknowledged.
            Assert.True(shares.Find(1) is null or { EndedAt: not null } || bit / 8 == whole.Length - 1, $"Bit {bit} opened a share again.");
            Assert.True(shares.List(Ann).Length is 0 or 2);
            if (bit % 64 == 0)
            {
                await shares.AddAsync(Row(9, Ben), Cancel); // Each waits for the disk.
                Assert.NotNull(Open().Find(9));
            }
        }
    }

    [Fact]
    public async Task Forget_OneResident_LeavesNothingOfThemInTheFile()
    {
        var shares = await FillAsync();
        await shares.ForgetAsync(row => row.Subject == Ann, Cancel);

        var text = await File.ReadAllTextAsync(File1, Cancel);
        Assert.DoesNotContain(Ann.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Row(1, Ann).Code.ToHex(), text, StringComparison.Ordinal);
        Assert.Empty(shares.List(Ann));
        Assert.Empty(Open().List(Ann));
        Assert.Null(shares.Find(Row(3, Ann).Code));
        Assert.Equal([Row(2, Ben)], Open().List(Ben));
        await shares.AddAsync(Row(9, Ann), Cancel);
        Assert.Equal([Row(9, Ann)], Open().List(Ann));
    }

    [Fact]
    public async Task Forget_Nobody_DoesNotTouchTheFile()
    {
        var shares = Open();
        await shares.ForgetAsync(_ => true, Cancel);

        Assert.False(File.Exists(File1));
        Assert.Empty(shares.List(Ann));
    }

    [Fact]
    public async Task Add_BehindRemainsOfAFailedWrite_ReplacesThem()
    {
        var shares = await FillAsync();
        await File.AppendAllTextAsync(File1, "share 0x12", Cancel);
        await shares.AddAsync(Row(9, Ben), Cancel);

        Assert.Equal([Row(9, Ben), Row(2, Ben)], Open().List(Ben));
    }

    [Theory]
    [InlineData("ledger shares 2\n", true)]
    [InlineData("ledger shares 2\nshare 00 1 2 3 4\n", true)]
    [InlineData("ledger shares 10\nanything else", true)]
    [InlineData("ledger shares 0\nshare 00 1 2 3 4\n", false)]
    [InlineData("ledger shares x\n", false)]
    [InlineData("", false)]
    public async Task Open_OtherVersionOrNoList_IsRefusedOrGivenUp(string text, bool isTooNew)
    {
        await File.WriteAllTextAsync(File1, text, Encoding.ASCII, Cancel);

        if (isTooNew)
        {
            Assert.Equal(StoreFaults.TooNew, Assert.Throws<FaultException>(() => Open()).Fault);
        }
        else
        {
            Assert.Empty(Open().List(Ann));
            Assert.Equal("ledger shares 1\n", await File.ReadAllTextAsync(File1, Cancel));
        }
    }

    [Fact]
    public async Task File_Any_IsReadableByItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await FillAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(File1));
    }

    public void Dispose() => _folder.Dispose();

    private static ShareRow Row(long index, SubjectHandle subject) =>
        new(Digest.Sha256(BitConverter.GetBytes(index)), index, subject, Now.AddDays(index), null);

    private FileShares Open() => FileShares.Open(File1, NullLogger.Instance);

    private async Task<FileShares> FillAsync()
    {
        var shares = Open();
        await shares.AddAsync(Row(1, Ann), Cancel);
        await shares.AddAsync(Row(2, Ben), Cancel);
        await shares.AddAsync(Row(3, Ann), Cancel);
        await shares.EndAsync(1, Now.AddHours(1), Cancel);
        return shares;
    }
}
