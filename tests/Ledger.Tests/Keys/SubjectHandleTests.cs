using System.Security.Cryptography;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Keys;

public sealed class SubjectHandleTests
{
    [Fact]
    public void Create_ManyTimes_IsAlwaysAnother()
    {
        var handles = Enumerable.Range(0, 1000).Select(_ => SubjectHandle.Create()).ToList();

        Assert.Equal(1000, handles.Distinct().Count());
        Assert.DoesNotContain(handles, handle => handle.IsNone);
    }

    [Fact]
    public void Default_IsNobody()
    {
        Assert.True(default(SubjectHandle).IsNone);
        Assert.Equal(default, SubjectHandle.FromBytes(new byte[16]));
        Assert.Equal(new string('0', 32), default(SubjectHandle).ToString());
    }

    [Fact]
    public void Bytes_AndText_AreReadAsWritten()
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 254, 255];
        var handle = SubjectHandle.FromBytes(bytes);
        var written = new byte[16];

        handle.WriteBytes(written);

        Assert.Equal(bytes, written);
        Assert.Equal("000102030405060708090a0b0c0dfeff", handle.ToString());
        Assert.True(SubjectHandle.TryParse(handle.ToString(), out var parsed));
        Assert.Equal(handle, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("000102030405060708090a0b0c0dfef")]
    [InlineData("000102030405060708090a0b0c0dfeff0")]
    [InlineData("000102030405060708090A0B0C0DFEFF")]
    [InlineData("000102030405060708090a0b0c0dfefg")]
    [InlineData(" 00102030405060708090a0b0c0dfeff")]
    [InlineData("00010203-0405-0607-0809-0a0b0c0d")]
    public void TryParse_OtherText_IsFalse(string? text)
    {
        Assert.False(SubjectHandle.TryParse(text, out var handle));
        Assert.True(handle.IsNone);
    }

    [Fact]
    public void Fingerprint_OfARequest_DependsOnKeyAndRequest()
    {
        var (one, other) = (new SubjectKey(SubjectHandle.Create(), TestMaster.Key(1)), new SubjectKey(SubjectHandle.Create(), TestMaster.Key(2)));
        var (first, second) = (Digest.Sha256("first"u8), Digest.Sha256("second"u8));

        Digest[] fingerprints = [one.Fingerprint(first), one.Fingerprint(second), other.Fingerprint(first), other.Fingerprint(second)];

        Assert.Equal(4, fingerprints.Distinct().Count());
        Assert.DoesNotContain(fingerprints, print => print.IsZero || print == first || print == second);
        Assert.Equal(fingerprints[0], (one with { Handle = SubjectHandle.Create() }).Fingerprint(first));
    }

    /// <summary>A journal keeps fingerprints for ever, so they never change.</summary>
    [Fact]
    public void Fingerprint_KnownKeyAndRequest_IsTheHmacUnderADerivedKey()
    {
        var request = Digest.Sha256("request"u8);

        var fingerprint = new SubjectKey(default, TestMaster.Key(7)).Fingerprint(request);

        var derived = HMACSHA256.HashData(Enumerable.Repeat((byte)7, 32).ToArray(), "fingerprint of requests"u8);
        Assert.Equal(HMACSHA256.HashData(derived, request.ToArray()), fingerprint.ToArray());
    }

    [Fact]
    public void ToString_SubjectKey_ShowsNoKey()
    {
        var subject = new SubjectKey(SubjectHandle.Create(), TestMaster.Key(0xAB));

        Assert.Equal($"SubjectKey {subject.Handle}", subject.ToString());
    }
}
