using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Tests.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Sealing;

public sealed class BlindIndexesTests
{
    private static readonly BlindIndexes Indexes = new(TestMaster.Of(1));

    [Fact]
    public void OfSubject_IsTheHmacOfTypeAndNumber()
    {
        var secret = TestMaster.Of(1).Derive("blind index of subjects");

        var expected = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("passport\0E12345678"));

        Assert.Equal(expected, Indexes.OfSubject(Person("passport", "E12345678")).ToArray());
    }

    [Fact]
    public void OfSubject_OtherName_IsTheSamePerson() =>
        Assert.Equal(
            Indexes.OfSubject(Person("passport", "E1")),
            Indexes.OfSubject(Person("passport", "E1") with { Name = "n", Birthdate = "2000-01-01" }));

    [Theory]
    [InlineData("a", "bc")]
    [InlineData("", "abc")]
    [InlineData("abc", "")]
    [InlineData("AB", "c")]
    public void OfSubject_OtherTypeOrNumber_IsAnother(string idType, string idNumber) =>
        Assert.NotEqual(Indexes.OfSubject(Person("ab", "c")), Indexes.OfSubject(Person(idType, idNumber)));

    [Theory]
    [InlineData("11010519491231002x")]
    [InlineData("11010519491231002Ｘ")]
    [InlineData("１１０１０５１９４９１２３１００２ｘ")]
    [InlineData(" 11010519491231002X")]
    public void OfSubject_SameNumberTypedOtherwise_IsTheSamePerson(string typed) =>
        Assert.Equal(
            Indexes.OfSubject(Person("resident-identity-card", "11010519491231002X")), Indexes.OfSubject(Person("resident-identity-card", typed)));

    [Fact]
    public void OfSubject_OtherNode_CannotBeCompared() =>
        Assert.NotEqual(Indexes.OfSubject(Person("a", "b")), new BlindIndexes(TestMaster.Of(2)).OfSubject(Person("a", "b")));

    [Fact]
    public void OfKeyAndOfRequest_SameBytes_TellNothingAboutEachOther()
    {
        Assert.True(Digest.TryRead(Encoding.ASCII.GetBytes(new string('k', 32)), out var request));

        Assert.NotEqual(Indexes.OfKey(new string('k', 32)), Indexes.OfRequest(request));
        Assert.NotEqual(request, Indexes.OfRequest(request));
    }

    private static Subject Person(string idType, string idNumber) => new(idType, idNumber, null, null, null, null, null);
}
