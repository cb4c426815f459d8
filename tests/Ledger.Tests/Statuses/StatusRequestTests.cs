using System.Text;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Statuses;

public sealed class StatusRequestTests
{
    private const string Successor = "019ab000-0102-7304-8506-0708090a0b0c";

    [Fact]
    public void Read_CompleteRequest_ReadsAllParts()
    {
        var request = Read($$"""{"status":"superseded","reason":"更正姓名","successor":"{{Successor}}"}""").Required;

        Assert.Equal((EntryStatus.Superseded, "更正姓名", Successor), (request.Status, request.Reason, request.Successor.ToString()));
    }

    [Fact]
    public void Read_SuccessorInCapitals_IsTheSameRecord() =>
        Assert.Equal(Successor, Read($$"""{"status":"superseded","reason":"r","successor":"{{Successor.ToUpperInvariant()}}"}""").Required.Successor.ToString());

    [Theory]
    [InlineData("""{"reason":"r"}""", "/status")]
    [InlineData("""{"status":"revoked"}""", "/reason")]
    [InlineData("""{"status":1,"reason":2,"successor":3,"by":4}""", "/status", "/reason", "/successor", "/by")]
    [InlineData("""{"status":"gone","reason":"r"}""", "/status")]
    [InlineData("""{"status":"Revoked","reason":"r"}""", "/status")]
    [InlineData("""{"status":"superseded","reason":"r","successor":"x"}""", "/successor")]
    [InlineData("""{"status":"superseded","reason":"r","successor":"019ab000010273048506-0708090a0b0c"}""", "/successor")]
    [InlineData("""{"status":"revoked","reason":"a\u0007b"}""", "/reason")]
    [InlineData("[]", "")]
    public void Read_WrongForm_NamesEveryPlace(string json, params string[] places) =>
        Refusals.AssertIs(StatusFaults.Malformed, Read(json).Refusal, places);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u3000")]
    public void Read_NoReason_IsRefused(string reason) =>
        Refusals.AssertIs(StatusFaults.ReasonMissing, Read($$"""{"status":"revoked","reason":"{{reason}}"}""").Refusal, "/reason");

    [Fact]
    public void Read_ReasonOfFiveHundredCharacters_IsTheLongest()
    {
        Assert.Null(Read($$"""{"status":"revoked","reason":"{{new string('由', 500)}}"}""").Refusal);
        Refusals.AssertIs(StatusFaults.Malformed, Read($$"""{"status":"revoked","reason":"{{new string('由', 501)}}"}""").Refusal, "/reason");
    }

    [Fact]
    public void Read_InvalidJson_IsRefusedAsForRecords()
    {
        Refusals.AssertIs(IssuingFaults.Malformed, Read("{").Refusal, "");
        Refusals.AssertIs(IssuingFaults.DuplicateMember, Read("""{"status":"revoked","status":"active","reason":"r"}""").Refusal, "/status");
        Refusals.AssertIs(IssuingFaults.TooDeep, Read("""{"status":[[[[]]]],"reason":"r"}""").Refusal, "/status/0/0/0");
        Refusals.AssertIs(IssuingFaults.TextNotValid, Read("""{"status":"revoked","reason":"\ud800"}""").Refusal, "/reason");
        Refusals.AssertIs(IssuingFaults.TooLarge, Read(new string(' ', 16 * 1024) + "{}").Refusal);
    }

    [Fact]
    public void ToString_Request_DoesNotShowTheReason() =>
        Assert.DoesNotContain("secret", new StatusRequest(EntryStatus.Revoked, "secret", null).ToString(), StringComparison.Ordinal);

    private static Outcome<StatusRequest> Read(string json) => StatusRequest.Read(Encoding.UTF8.GetBytes(json));
}
