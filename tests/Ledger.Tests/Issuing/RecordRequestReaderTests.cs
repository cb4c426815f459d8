using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Faults;
using static Ledger.Tests.Issuing.RequestTexts;

namespace Ledger.Tests.Issuing;

public sealed class RecordRequestReaderTests
{
    /// <summary>An array of seventeen levels in the claim <c>a</c>.</summary>
    private static readonly string TooDeepPlace = "/claims/a" + string.Concat(Enumerable.Repeat("/0", 14));

    [Fact]
    public void Read_Example_ReadsAllParts()
    {
        using var request = RecordRequestReader.Read(Examples.Read(Examples.StudentStatus)).Required;

        Assert.Equal("example-student-status", request.Key);
        Assert.Equal("education", request.Department);
        Assert.Equal("https://city.example/vct/student-status/1", request.Type);
        Assert.Equal(
            new Subject("resident-identity-card", "110101201403145887", "周小禾", "Xiaohe", "Zhou", "2014-03-14", "female"), request.Subject);
        Assert.Equal("3班", request.Claims.GetProperty("class").GetString());
        Assert.Equal(new DateTimeOffset(2026, 5, 15, 0, 0, 0, TimeSpan.Zero), request.ValidFrom);
        Assert.Equal(new DateTimeOffset(2027, 9, 1, 0, 0, 0, TimeSpan.Zero), request.ValidUntil);
    }

    [Fact]
    public void Read_OnlyRequiredMembers_LeavesTheOthersNull()
    {
        using var request = RecordRequestReader.Read(Encoding.UTF8.GetBytes(Valid)).Required;

        Assert.Null(request.Department);
        Assert.Null(request.ValidFrom);
        Assert.Null(request.ValidUntil);
        Assert.Equal(new Subject("a", "1", null, null, null, null, null), request.Subject);
    }

    [Theory]
    [InlineData("", "at byte 1")]
    [InlineData("{", "at byte 2")]
    [InlineData("{\"key\":\n\n  x}", "line 3, byte 3")]
    [InlineData("{} {}", "at byte 4")]
    [InlineData("{\"a\":1,}", "at byte 8")]
    [InlineData("// a comment\n{}", "at byte 1")]
    [InlineData("{\"a\":NaN}", "at byte 6")]
    [InlineData("{\"a\":01}", "at byte 7")]
    [InlineData("{\"a\":\"\u0001\"}", "at byte 7")]
    public void Read_NotJson_IsRefusedWithThePlace(string text, string place)
    {
        var refusal = RecordRequestReader.Read(Encoding.UTF8.GetBytes(text)).Refusal;

        Refusals.AssertIs(IssuingFaults.Malformed, refusal, "");
        Assert.Contains(place, refusal!.Violations[0].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        using var request = RecordRequestReader.Read(Encoding.UTF8.GetBytes("\uFEFF" + Valid)).Required;

        Assert.Equal("k", request.Key);
        Assert.Equal("k", RecordRequestReader.FindKey(Encoding.UTF8.GetBytes("\uFEFF" + Valid)));
    }

    [Fact]
    public void Read_TwoByteOrderMarks_AreRefused() =>
        Refusals.AssertIs(IssuingFaults.Malformed, RecordRequestReader.Read(Encoding.UTF8.GetBytes("\uFEFF\uFEFF" + Valid)).Refusal, "");

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Read_Utf16_IsRefusedByName(bool bigEndian, bool byteOrderMark)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark);

        Refusals.AssertIs(IssuingFaults.NotUtf8, RecordRequestReader.Read((byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(Valid)]).Refusal);
    }

    [Fact]
    public void Read_OneByteMoreThanAllowed_IsRefused()
    {
        var largest = Valid.PadRight(1024 * 1024);

        Assert.Null(RecordRequestReader.Read(Encoding.UTF8.GetBytes(largest)).Refusal);
        Refusals.AssertIs(IssuingFaults.TooLarge, RecordRequestReader.Read(Encoding.UTF8.GetBytes(largest + " ")).Refusal);
    }

    [Fact]
    public void Read_SixteenLevels_AreAcceptedAndSeventeenAreNot()
    {
        // The request and its claims are the first two levels.
        Assert.Null(ReadWithClaims($$"""{"a":{{Nested(14)}}}""").Refusal);
        Refusals.AssertIs(
            IssuingFaults.TooDeep, ReadWithClaims($$"""{"ok":{{Nested(14)}},"a":{{Nested(15)}}}""").Refusal, TooDeepPlace);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(200_000)]
    public void Read_ThousandsOfLevels_AreRefusedAndDoNotExhaustTheStack(int levels) =>
        Refusals.AssertIs(
            IssuingFaults.TooDeep, ReadWithClaims($$"""{"a":{{Nested(levels)}}}""").Refusal, TooDeepPlace);

    [Fact]
    public void Read_DuplicateNames_AreRefusedWithEachPlace() =>
        Refusals.AssertIs(
            IssuingFaults.DuplicateMember,
            ReadWithClaims("""{"a":[{"b":1,"b":2},{"b":1}],"c/d":1,"c\u002fd":2,"e":{"f":1,"f":1,"f":1}}""").Refusal,
            "/claims/a/0/b", "/claims/c~1d", "/claims/e/f");

    [Fact]
    public void Read_DuplicateMemberOfTheRequest_IsRefused() =>
        Refusals.AssertIs(
            IssuingFaults.DuplicateMember, RecordRequestReader.Read(Encoding.UTF8.GetBytes(Valid.Insert(1, "\"key\":\"other\","))).Refusal, "/key");

    [Theory]
    [InlineData("""{"a":"\ud800"}""", "/claims/a")]
    [InlineData("""{"a":["x","\udc00\ud800"]}""", "/claims/a/1")]
    [InlineData("""{"\ud800":1}""", "/claims")]
    [InlineData("""{"a":{"\ud800":1,"\ud800":2}}""", "/claims/a")]
    public void Read_UnpairedSurrogate_IsRefusedWithThePlace(string claims, string place) =>
        Assert.Contains(place, AssertTextNotValid(Encoding.UTF8.GetBytes(WithClaims(claims))));

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xe4, 0xb8 })]
    public void Read_InvalidUtf8_IsRefusedInTextsAndNames(byte[] bytes)
    {
        Assert.Contains("/claims/a", AssertTextNotValid(Splice("""{"a":"$"}""", bytes)));
        Assert.Contains("/claims", AssertTextNotValid(Splice("""{"$":1}""", bytes)));
    }

    [Fact]
    public void Read_NumbersThatAreNotWhole_AreRefusedWithEachPlace() =>
        Refusals.AssertIs(
            IssuingFaults.NumberNotWhole,
            ReadWithClaims("""
                {"a":1.5,"b":[1,1.0,1e3,1E3],"c":{"d":-0,"e":9007199254740992,"f":-9007199254740992,"g":123456789012345678901234567890},
                 "ok":[0,-1,9007199254740991,-9007199254740991]}
                """).Refusal,
            "/claims/a", "/claims/b/1", "/claims/b/2", "/claims/b/3", "/claims/c/d", "/claims/c/e", "/claims/c/f", "/claims/c/g");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public void Read_NotAnObject_IsRefusedOnce(string text) =>
        Refusals.AssertIs(IssuingFaults.UnexpectedForm, RecordRequestReader.Read(Encoding.UTF8.GetBytes(text)).Refusal, "");

    [Fact]
    public void Read_EmptyObject_NamesEveryMissingMember() =>
        Refusals.AssertIs(IssuingFaults.UnexpectedForm, RecordRequestReader.Read("{}"u8.ToArray()).Refusal, "/type", "/subject", "/claims");

    [Fact]
    public void Read_AllMembersOfTheWrongKind_NamesEachPlace() =>
        Refusals.AssertIs(
            IssuingFaults.UnexpectedForm,
            RecordRequestReader.Read("""
                {"key":1,"department":null,"type":{},
                 "subject":{"idType":true,"idNumber":7,"name":[],"birthdate":"2014-02-30","sex":{},"age":9,"a/b":1},
                 "claims":[],"validFrom":"tomorrow","validUntil":20270101,"extra":0}
                """u8.ToArray()).Refusal,
            "/key", "/department", "/type", "/subject/idType", "/subject/idNumber", "/subject/name", "/subject/birthdate", "/subject/sex",
            "/subject/age", "/subject/a~1b", "/claims", "/validFrom", "/validUntil", "/extra");

    [Theory]
    [InlineData("name", 200)]
    [InlineData("givenName", 200)]
    [InlineData("familyName", 200)]
    [InlineData("idType", 60)]
    [InlineData("idNumber", 60)]
    [InlineData("sex", 20)]
    public void Read_TextOfTheSubjectTooLong_IsRefused(string member, int longest)
    {
        Assert.Null(RecordRequestReader.Read(Subject(member, new string('x', longest))).Refusal);
        Refusals.AssertIs(
            IssuingFaults.UnexpectedForm, RecordRequestReader.Read(Subject(member, new string('x', longest + 1))).Refusal, "/subject/" + member);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u2028b")]
    public void Read_NameWithMisleadingCharacters_IsRefused(string name) =>
        Refusals.AssertIs(IssuingFaults.UnexpectedForm, RecordRequestReader.Read(Subject("name", name)).Refusal, "/subject/name");

    [Theory]
    [InlineData(null, "1", "/subject/idType")]
    [InlineData("a", null, "/subject/idNumber")]
    [InlineData("", "1", "/subject/idType")]
    [InlineData("a", "", "/subject/idNumber")]
    [InlineData("a", " 1", "/subject/idNumber")]
    [InlineData("a", "1\u3000", "/subject/idNumber")]
    [InlineData("a", "1 2", "/subject/idNumber")]
    public void Read_SubjectWithoutIdentifier_IsRefused(string? idType, string? idNumber, string place) =>
        Refusals.AssertIs(
            IssuingFaults.SubjectNotIdentified,
            RecordRequestReader.Read(Changed(request => request["subject"] = Without(idType, idNumber))).Refusal, place);

    [Fact]
    public void Read_EmptySubject_NamesBothPlaces() =>
        Refusals.AssertIs(
            IssuingFaults.SubjectNotIdentified, RecordRequestReader.Read(Changed(request => request["subject"] = new JsonObject())).Refusal,
            "/subject/idType", "/subject/idNumber");

    [Theory]
    [InlineData("2026-01-31T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    public void Read_UtcTime_IsAccepted(string text)
    {
        using var request = RecordRequestReader.Read(Changed(request => request["validFrom"] = text)).Required;

        Assert.Equal(text, request.ValidFrom!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-31T08:00:00+08:00")]
    [InlineData("2026-01-31T00:00:00+00:00")]
    public void Read_TimeWithAnOffset_IsTheSameInstantInUtc(string text)
    {
        using var request = RecordRequestReader.Read(Changed(request => request["validFrom"] = text)).Required;

        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), request.ValidFrom);
        Assert.Equal(TimeSpan.Zero, request.ValidFrom!.Value.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T00:00:00")]
    [InlineData("2026-01-31T00:00:00z")]
    [InlineData("2026-01-31t00:00:00Z")]
    [InlineData("2026-01-31 00:00:00Z")]
    [InlineData("2026-01-31T00:00:00.0Z")]
    [InlineData("2026-01-31T00:00:00+0000")]
    [InlineData("2026-01-31T00:00:00+8:00")]
    [InlineData("2026-01-31T00:00:00+08")]
    [InlineData("2026-01-31T00:00:00+15:00")]
    [InlineData("2026-01-31T00:00:00.5+00:00")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-12-31T23:59:60Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2026-1-31T00:00:00Z")]
    [InlineData(" 2026-01-31T00:00:00Z")]
    [InlineData("２026-01-31T00:00:00Z")]
    public void Read_InvalidTime_IsRefused(string text) =>
        Refusals.AssertIs(
            IssuingFaults.UnexpectedForm, RecordRequestReader.Read(Changed(request => request["validUntil"] = text)).Refusal, "/validUntil");

    [Theory]
    [InlineData("2026-01-31T00:00:00Z", "2026-01-30T23:59:59Z")]
    [InlineData("2026-01-31T00:00:00Z", "2026-01-31T00:00:00Z")]
    public void Read_ValidUntilNotAfterValidFrom_IsRefused(string from, string until) =>
        Refusals.AssertIs(IssuingFaults.DatesReversed, RecordRequestReader.Read(Changed(request =>
        {
            request["validFrom"] = from;
            request["validUntil"] = until;
        })).Refusal, "/validUntil");

    [Fact]
    public void ToString_Subject_ShowsNoPersonalData() =>
        Assert.Equal("Subject", new Subject("resident-identity-card", "110101201403145887", "周小禾", null, null, null, null).ToString());

    private static Outcome<RecordRequest> ReadWithClaims(string claims) =>
        RecordRequestReader.Read(Encoding.UTF8.GetBytes(WithClaims(claims)));

    private static string WithClaims(string claims) => Valid.Replace("{}", claims, StringComparison.Ordinal);

    private static byte[] Subject(string member, string value) => Changed(request => request["subject"]![member] = value);

    private static JsonObject Without(string? idType, string? idNumber)
    {
        var subject = new JsonObject();
        SetOrRemove(subject, "idType", idType);
        SetOrRemove(subject, "idNumber", idNumber);
        return subject;
    }

    private static byte[] Splice(string claims, byte[] bytes)
    {
        var parts = WithClaims(claims).Split('$');
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. bytes, .. Encoding.UTF8.GetBytes(parts[1])];
    }

    private static IEnumerable<string> AssertTextNotValid(byte[] utf8)
    {
        var refusal = RecordRequestReader.Read(utf8).Refusal;
        Assert.Equal(IssuingFaults.TextNotValid, refusal?.Fault);
        return refusal!.Violations.Select(violation => violation.Path);
    }
}
