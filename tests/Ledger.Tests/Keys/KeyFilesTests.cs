using System.Runtime.Versioning;
using Ledger.Departments;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;

namespace Ledger.Tests.Keys;

public sealed class KeyFilesTests : IDisposable
{
    private const string Origin = "ledger.localhost/education/log";
    private static readonly DepartmentId Education = TestDepartments.Id("education");
    private readonly TempFolder _folder = new();

    /// <summary>Each kind of key file: its path, and the public part of its key.</summary>
    public static TheoryData<string> Kinds => ["education/record-0001.p8", "education/log.p8", "education/account.p8", "_node/account.p8"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void Key_SecondProcess_ReadsTheSameKey(string path)
    {
        var made = Key(Open(), path);

        Assert.Equal(made, Key(Open(), path));
        Assert.True(File.Exists(_folder[path]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_OtherMasterKey_IsRefusedWithTheFileName(string path)
    {
        Key(Open(), path);

        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => Key(Open(master: 2), path));

        Assert.Contains(path, refused.Detail, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_TruncatedFile_IsRefused(string path)
    {
        Key(Open(), path);
        var whole = File.ReadAllBytes(_folder[path]);

        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(_folder[path], whole[..length]);
            FaultAssert.Throws(StoreFaults.KeyUnusable, () => Key(Open(), path));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_TrailingBytes_AreRefused(string path)
    {
        Key(Open(), path);
        File.AppendAllText(_folder[path], "x");

        FaultAssert.Throws(StoreFaults.KeyUnusable, () => Key(Open(), path));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_OneBitFlippedInAnyByte_IsRefused(string path)
    {
        Key(Open(), path);
        var whole = File.ReadAllBytes(_folder[path]);
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_folder[path], whole);
            FaultAssert.Throws(StoreFaults.KeyUnusable, () => Key(Open(), path));
            whole[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Theory]
    [InlineData("education/log.p8", "education/account.p8")]
    [InlineData("education/account.p8", "education/log.p8")]
    [InlineData("education/record-0001.p8", "education/account.p8")]
    [InlineData("education/account.p8", "education/record-0001.p8")]
    public void Key_FileOfAnotherKind_IsRefused(string from, string to)
    {
        Key(Open(), from);
        File.Copy(_folder[from], _folder[to]);

        FaultAssert.Throws(StoreFaults.KeyUnusable, () => Key(Open(), to));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_CrashLeftAPartialFile_CreatesANewKey(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllBytes(_folder[path] + ".tmp", [0x30]);

        var made = Key(Open(), path);

        Assert.Equal(made, Key(Open(), path));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Key_ManyThreadsAtOnce_GetTheSameOne(string path)
    {
        var keys = Open();
        var made = new string[16];

        Parallel.For(0, made.Length, i => made[i] = Key(keys, path));

        Assert.Single(made.Distinct());
        Assert.Equal(made[0], Key(Open(), path));
    }

    [UnsupportedOSPlatform("windows")]
    [Theory(Skip = "Windows has no such modes.", SkipUnless = nameof(DurableFilesTests.HasModes), SkipType = typeof(DurableFilesTests))]
    [MemberData(nameof(Kinds))]
    public void Key_NewFile_IsForItsOwnerOnly(string path)
    {
        Key(Open(), path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[path]));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(_folder[path])!));
    }

    [Fact]
    public void NodeAccountKey_DepartmentCalledNode_HasAnotherKey()
    {
        var keys = Open();

        Assert.NotEqual(keys.AccountKey(TestDepartments.Id("node")), keys.NodeAccountKey());
        Assert.False(DepartmentId.TryParse("_node", out _));
    }

    [Fact]
    public void RecordKey_AfterCreateRecordKey_IsTheNewOne()
    {
        var keys = Open();
        using var first = keys.RecordKey(Education);
        using var second = keys.CreateRecordKey(Education);

        using var current = Open().RecordKey(Education);

        Assert.Equal(second.PublicKey, current.PublicKey);
        Assert.Equal([first.PublicKey, second.PublicKey], Open().RecordKeys(Education));
    }

    [Fact]
    public void CreateRecordKey_OldestFileWasMoved_OverwritesNone()
    {
        var keys = Open();
        using var first = keys.CreateRecordKey(Education);
        using var second = keys.CreateRecordKey(Education);
        File.Delete(_folder["education/record-0001.p8"]);

        using var third = keys.CreateRecordKey(Education);

        Assert.Equal([second.PublicKey, third.PublicKey], keys.RecordKeys(Education));
    }

    [Fact]
    public void RecordKeys_TenThousandth_IsTheNewest()
    {
        var keys = Open();
        using var first = keys.CreateRecordKey(Education);
        File.Move(_folder["education/record-0001.p8"], _folder["education/record-9999.p8"]);

        using var next = keys.CreateRecordKey(Education);
        using var current = keys.RecordKey(Education);

        Assert.Equal(next.PublicKey, current.PublicKey);
    }

    [Fact]
    public void RecordKeys_ForeignFileInTheFolder_IsIgnored()
    {
        var keys = Open();
        using var only = keys.RecordKey(Education);
        File.Copy(_folder["education/record-0001.p8"], _folder["education/record-old.p8"]);

        Assert.Equal([only.PublicKey], keys.RecordKeys(Education));
    }

    [Fact]
    public void RecordKey_Seal_IsVerifiedByThePublicKey()
    {
        using var signer = Open().RecordKey(Education);
        using var verifier = SealVerifier.For(signer.PublicKey);

        Assert.True(verifier.Verify([1, 2, 3], signer.Sign([1, 2, 3])));
    }

    [Fact]
    public void AccountKey_New_IsAScalarOfTheCurve()
    {
        var key = new Org.BouncyCastle.Math.BigInteger(1, Open().AccountKey(Education).AsSpan().ToArray());

        X9ECParameters curve = CustomNamedCurves.GetByName("secp256k1");
        Assert.True(key.SignValue > 0 && key.CompareTo(curve.N) < 0);
    }

    private static string Key(KeyFiles keys, string path)
    {
        switch (path)
        {
            case "education/record-0001.p8":
                using (var signer = keys.RecordKey(Education))
                {
                    return signer.PublicKey.ToJson();
                }

            case "education/log.p8":
                return keys.LogKey(Education, Origin).Key.ToString()!;
            case "education/account.p8":
                return Convert.ToHexString(keys.AccountKey(Education).AsSpan());
            default:
                return Convert.ToHexString(keys.NodeAccountKey().AsSpan());
        }
    }

    private KeyFiles Open(byte master = 1) => new(_folder.Root, TestMaster.FromByte(master));
}
