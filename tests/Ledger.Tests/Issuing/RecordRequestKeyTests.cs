using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Faults;
using static Ledger.Tests.Issuing.RequestTexts;

namespace Ledger.Tests.Issuing;

/// <summary>Tests the idempotency key of a request and the fingerprint of its content.</summary>
public sealed class RecordRequestKeyTests
{
    [Theory]
    [InlineData("k", null, "k")]
    [InlineData(null, "k", "k")]
    [InlineData("k", "k", "k")]
    public void Read_KeyInMemberOrHeader_IsAccepted(string? member, string? header, string key)
    {
        using var request = RecordRequestReader.Read(Changed(request => SetOrRemove(request, "key", member)), header).Required;

        Assert.Equal(key, request.Key);
    }

    [Fact]
    public void Read_NoKey_IsRefused() =>
        Refusals.AssertIs(IssuingFaults.KeyMissing, RecordRequestReader.Read(Changed(request => request.Remove("key"))).Refusal);

    [Fact]
    public void Read_HeaderAndMemberDiffer_IsRefused() =>
        Refusals.AssertIs(IssuingFaults.KeyMalformed, RecordRequestReader.Read(Encoding.UTF8.GetBytes(Valid), "other").Refusal, "/key");

    [Theory]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("键", false)]
    [InlineData("!~", true)]
    public void Read_KeyCharacters_MustBePrintableAsciiWithoutSpace(string key, bool isAccepted)
    {
        var refusal = RecordRequestReader.Read(Changed(request => request.Remove("key")), key).Refusal;

        Assert.Equal(isAccepted ? null : IssuingFaults.KeyMalformed, refusal?.Fault);
    }

    [Fact]
    public void IsKey_MoreThanTwoHundredCharacters_IsFalse()
    {
        Assert.True(RecordRequestReader.IsKey(new string('k', 200)));
        Assert.False(RecordRequestReader.IsKey(new string('k', 201)));
    }

    [Fact]
    public void Fingerprint_OtherKeyOrderOrSpelling_IsTheSame()
    {
        using var first = RecordRequestReader.Read("""
            {"key":"a","type":"t","subject":{"idType":"a","idNumber":"1"},"claims":{"x":1,"y":"ä"}}
            """u8.ToArray()).Required;
        using var second = RecordRequestReader.Read("""
            { "claims": {"y":"\u00e4", "x": 1}, "subject": {"idNumber":"1","idType":"a"}, "type": "t", "key": "b" }
            """u8.ToArray()).Required;

        Assert.Equal(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void Fingerprint_AnyMemberDiffers_Differs()
    {
        Action<JsonObject>[] changes =
        [
            _ => { },
            request => request["type"] = "u",
            request => request["department"] = "education",
            request => request["subject"]!["idNumber"] = "2",
            request => request["subject"]!["name"] = "n",
            request => request["claims"]!["x"] = 1,
            request => request["validFrom"] = "2026-01-31T00:00:00Z",
            request => request["validUntil"] = "2026-01-31T00:00:00Z",
        ];

        var fingerprints = changes.Select(change => RecordRequestReader.Read(Changed(change)).Required.Fingerprint);

        Assert.Equal(changes.Length, fingerprints.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"key":"k-1","claims":{"a":1.5}}""", "k-1")]
    [InlineData("""{"key":"k-1","a":1,"a":2}""", "k-1")]
    [InlineData("""{"key":7}""", null)]
    [InlineData("""{"key":"not a key"}""", "not a key")]
    [InlineData("""{"key":"\ud800"}""", null)]
    [InlineData("""{"key":"k-1" """, null)]
    [InlineData("""["key","k-1"]""", null)]
    [InlineData("", null)]
    public void FindKey_RefusedLine_ReturnsItsKeyIfThereIsOne(string line, string? key) =>
        Assert.Equal(key, RecordRequestReader.FindKey(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void FindKey_TextThatIsFarTooLong_ReturnsNull() =>
        Assert.Null(RecordRequestReader.FindKey(Encoding.UTF8.GetBytes($$"""{"key":"{{new string('k', 401)}}"}""")));

    [Theory]
    [InlineData(10_000)]
    [InlineData(500_000)]
    public void FindKey_ThousandsOfLevels_ReturnsNull(int levels) =>
        Assert.Null(RecordRequestReader.FindKey(Encoding.UTF8.GetBytes($$"""{"key":"k","a":{{Nested(levels)}}}""")));
}
