using Ledger.Departments;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Keys;

/// <summary>Replacing a key: the new key is staged, then put in use. The old key stays for the uses of its time.</summary>
public sealed class KeyTakeOverTests : IDisposable
{
    private const string Origin = "ledger.localhost/education/log";
    private static readonly DepartmentId Education = TestDepartments.Id("education");
    private static readonly DateTimeOffset Closed = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
    private readonly TempFolder _folder = new();

    public static TheoryData<DepartmentKey, string, string> Kinds => new()
    {
        { DepartmentKey.Record, "record-0001", "record-0002" },
        { DepartmentKey.Log, "log", "log-0002" },
        { DepartmentKey.Account, "account", "account-0002" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void Stage_AKey_ChangesNothingInUse(DepartmentKey key, string first, string second)
    {
        var before = InUse(key);

        var staged = Staged(key);

        Assert.Equal(before, InUse(key));
        Assert.Equal(staged, Staged(key)); // A second call returns the same key.
        Assert.NotEqual(before, staged);
        Assert.True(Open().IsStaged(Education, key));
        Assert.True(File.Exists(_folder[$"education/{first}.p8"]) && File.Exists(_folder[$"education/{second}.p8.next"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Activate_AStagedKey_PutsItInUseAndKeepsTheOldFile(DepartmentKey key, string first, string second)
    {
        InUse(key);
        var staged = Staged(key);

        Open().Activate(Education, key, Closed);

        Assert.Equal(staged, InUse(key));
        Assert.False(Open().IsStaged(Education, key));
        Assert.True(File.Exists(_folder[$"education/{first}.p8"]) && File.Exists(_folder[$"education/{second}.p8"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Activate_NothingStaged_Throws(DepartmentKey key, string first, string second)
    {
        InUse(key);

        Assert.Throws<InvalidOperationException>(() => Open().Activate(Education, key));
        Assert.True(File.Exists(_folder[$"education/{first}.p8"]) && !File.Exists(_folder[$"education/{second}.p8"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Stage_TruncatedFile_IsRefusedWithTheFileName(DepartmentKey key, string first, string second)
    {
        InUse(key);
        Staged(key);
        File.WriteAllBytes(_folder[$"education/{second}.p8.next"], [0x30]);

        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => Staged(key));

        Assert.Contains(second, refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(first + ".p8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogKey_AtEachTime_IsTheRegisteredOne()
    {
        var first = Open().LogKey(Education, Origin).Key;
        Staged(DepartmentKey.Log);
        Open().Activate(Education, DepartmentKey.Log, Closed);
        var second = Open().LogKey(Education, Origin).Key;
        Staged(DepartmentKey.Log);
        Open().Activate(Education, DepartmentKey.Log, Closed.AddDays(1));

        var keys = Open().LogKey(Education, Origin);

        Assert.Equal(
            [first, first, second, second, keys.Key],
            new[] { DateTimeOffset.UnixEpoch, Closed.AddSeconds(-1), Closed, Closed.AddDays(1).AddSeconds(-1), Closed.AddDays(1) }.Select(time => keys.FindSigner(time).Key));
        Assert.True(SignedNote.Sign("text\n", keys).IsSignedBy(keys.Key));
        Assert.True(SignedNote.Sign("text\n", keys.FindSigner(DateTimeOffset.UnixEpoch)).IsSignedBy(first));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("99999999999999")]
    public void LogKey_WithoutTheEndTimeOfItsPredecessor_IsRefused(string? text)
    {
        InUse(DepartmentKey.Log);
        Staged(DepartmentKey.Log);
        Open().Activate(Education, DepartmentKey.Log, Closed);
        File.Delete(_folder["education/log.until"]);
        if (text is not null)
        {
            File.WriteAllText(_folder["education/log.until"], text);
        }

        Assert.Contains("log.until", FaultAssert.Throws(StoreFaults.KeyUnusable, () => Open().LogKey(Education, Origin)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_WithOtherNames_AreIgnored()
    {
        var log = InUse(DepartmentKey.Log);
        foreach (var name in (string[])["log-1.p8", "log-0001.p8", "log-old.p8", "logs.p8", "log-00002.p8"])
        {
            File.Copy(_folder["education/log.p8"], _folder["education/" + name]);
        }

        Assert.Equal(log, InUse(DepartmentKey.Log));
        Assert.False(Open().IsStaged(Education, DepartmentKey.Log));
    }

    private KeyFiles Open() => new(_folder.Root, TestMaster.FromByte(1));

    private string InUse(DepartmentKey key)
    {
        switch (key)
        {
            case DepartmentKey.Record:
                using (var signer = Open().RecordKey(Education))
                {
                    return signer.Thumbprint.ToHex();
                }

            case DepartmentKey.Log:
                return Open().LogKey(Education, Origin).Key.ToString();
            default:
                return Convert.ToHexString(Open().AccountKey(Education).AsSpan());
        }
    }

    private string Staged(DepartmentKey key)
    {
        switch (key)
        {
            case DepartmentKey.Record:
                using (var signer = Open().StageRecordKey(Education))
                {
                    return signer.Thumbprint.ToHex();
                }

            case DepartmentKey.Log:
                return Open().StageLogKey(Education, Origin).Key.ToString();
            default:
                return Convert.ToHexString(Open().StageAccountKey(Education).AsSpan());
        }
    }
}
