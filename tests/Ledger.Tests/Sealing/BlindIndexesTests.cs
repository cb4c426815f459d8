using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Tests.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Sealing;

public sealed class BlindIndexesTests
{
    private static readonly BlindIndexes Indexes = new(TestMaster.FromByte(1));

    [Theory]
    [InlineData("passport", "E12345678")]
    [InlineData("resident-identity-card", "11010519491231002X")]
    [InlineData("foreign-permanent-resident-card", "CAN110088052012")]
    [InlineData("taiwan-residence-permit", "830000199201300022")]
    [InlineData("household-register", "AB12345")]
    public void ForSubject_CanonicalNumber_HasTheSameIndexAsInOlderDataDirectories(string idType, string idNumber)
    {
        var secret = TestMaster.FromByte(1).Derive("blind index of subjects");

        var expected = HMACSHA256.HashData(secret.AsSpan(), Encoding.UTF8.GetBytes($"{idType}\0{idNumber}"));

        Assert.Equal(expected, Indexes.ForSubject(Person(idType, idNumber)).ToArray());
    }

    [Theory]
    [InlineData("passport", "E12345679")]
    [InlineData("other", "E12345678")]
    [InlineData("household-register", "E12345678")]
    public void ForSubject_OtherTypeOrNumber_Differs(string idType, string idNumber) =>
        Assert.NotEqual(Indexes.ForSubject(Person("passport", "E12345678")), Indexes.ForSubject(Person(idType, idNumber)));

    [Theory]
    [InlineData("resident-identity-card", "11010519491231002x")]
    [InlineData("resident-identity-card", "11010519491231002Ｘ")]
    [InlineData("resident-identity-card", "１１０１０５１９４９１２３１００２ｘ")]
    [InlineData("resident-identity-card", " 11010519491231002X")]
    [InlineData("resident-identity-card", "11010519491231002Ⅹ")]
    [InlineData("resident-identity-card", "110105491231002")]
    [InlineData("居民身份证", "11010519491231002X")]
    [InlineData("Resident_Identity_Card", "11010519491231002X")]
    [InlineData("household-register", "11010519491231002X")]
    public void ForSubject_OtherSpellingOfTheNumber_IsEqual(string idType, string typed) =>
        Assert.Equal(
            Indexes.ForSubject(Person("resident-identity-card", "11010519491231002X")), Indexes.ForSubject(Person(idType, typed)));

    [Fact]
    public void ForSubject_OtherNode_Differs() =>
        Assert.NotEqual(Indexes.ForSubject(Person("passport", "E12345678")), new BlindIndexes(TestMaster.FromByte(2)).ForSubject(Person("passport", "E12345678")));

    [Fact]
    public void ForIdempotencyKeyAndForRequest_SameBytes_Differ()
    {
        Assert.True(Digest.TryRead(Encoding.ASCII.GetBytes(new string('k', 32)), out var request));

        Assert.NotEqual(Indexes.ForIdempotencyKey(new string('k', 32)), Indexes.ForRequest(request));
        Assert.NotEqual(request, Indexes.ForRequest(request));
    }

    private static IdentityNumber Person(string idType, string idNumber) =>
        IdentityTypes.Read(idType, idNumber, new DateOnly(2026, 7, 1), "", "").Required;
}
