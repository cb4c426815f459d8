using System.Runtime.Versioning;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Keys;

public sealed class FileMasterKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SecondTime_IsTheSameKey()
    {
        var first = FileMasterKey.Open(_folder["keys/master.key"]);

        var second = FileMasterKey.Open(_folder["keys/master.key"]);

        Assert.Equal(first.Derive("x"), second.Derive("x"));
    }

    [Fact]
    public void Open_ManyThreadsAtOnce_IsTheSameKey()
    {
        var derived = new string[16];

        Parallel.For(0, derived.Length, i => derived[i] = Convert.ToHexString(FileMasterKey.Open(_folder["keys/master.key"]).Derive("x").AsSpan()));

        Assert.Single(derived.Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Open_FileOfAnotherLength_IsRefusedWithTheFileNameOnly(int length)
    {
        var bytes = Enumerable.Repeat((byte)'k', length).ToArray();
        SecretFiles.TryCreate(_folder["master.key"], bytes);

        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => FileMasterKey.Open(_folder["master.key"]));

        Assert.Contains("master.key", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("kkkk", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Root, refused.Message, StringComparison.Ordinal);
    }

    [UnsupportedOSPlatform("windows")]
    [Theory(Skip = "Windows has no such modes.", SkipUnless = nameof(DurableFilesTests.HasModes), SkipType = typeof(DurableFilesTests))]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Open_FileWithAccessForOthers_IsRefused(UnixFileMode extra)
    {
        var path = _folder["master.key"];
        FileMasterKey.Open(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);

        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => FileMasterKey.Open(path));

        Assert.Contains("0600", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void FromBase64_NotThirtyTwoBytes_IsRefusedWithoutQuotingIt(string text)
    {
        var refused = FaultAssert.Throws(StoreFaults.KeyUnusable, () => FileMasterKey.FromBase64(text));

        Assert.True(text.Length == 0 || !refused.ToString().Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Derive_TwoPurposes_AreTwoSecretsThatDifferFromTheKey()
    {
        var master = TestMaster.FromByte(7);

        var secrets = new[] { master.Derive("a"), master.Derive("b"), KeyOctets.FromBytes([.. Enumerable.Repeat((byte)7, 32)]) };

        Assert.Equal(3, secrets.Select(secret => Convert.ToHexString(secret.AsSpan())).Distinct().Count());
        Assert.All(secrets, secret => Assert.Equal(32, secret.AsSpan().Length));
    }

    [Fact]
    public void TryUnwrap_OtherAssociatedDataOrOtherMaster_IsNull()
    {
        var key = TestMaster.Key(9);
        var wrapped = TestMaster.FromByte(1).Wrap(key, [4]);

        Assert.Equal(key, TestMaster.FromByte(1).TryUnwrap(wrapped, [4]));
        Assert.Null(TestMaster.FromByte(1).TryUnwrap(wrapped, [5]));
        Assert.Null(TestMaster.FromByte(2).TryUnwrap(wrapped, [4]));
    }
}
