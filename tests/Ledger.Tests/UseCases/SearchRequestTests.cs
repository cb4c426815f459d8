using System.Text;
using System.Text.Json.Nodes;
using Ledger.Purposes;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>Reads the bodies of searches strictly.</summary>
public sealed class SearchRequestTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ReadPerson_EveryMember_IsInTheRequest()
    {
        var request = (await ReadPersonAsync(json =>
        {
            json["type"] = "https://city.example/vct/student-status/1";
            json["status"] = "suspended";
            json["from"] = "2027-01-01T00:00:00.5Z";
            json["to"] = "2027-01-02T01:00:00+01:00";
            json["limit"] = 7;
            json["cursor"] = "12";
            json["purpose"] = "fraud-prevention";
            json["basis"] = "statutory_duty";
            json["withheldUntil"] = "2027-01-16";
        })).Required;

        Assert.Equal(TestPerson.First.Identity, request.Person);
        Assert.Equal(
            new RecordFilter(EntryStatus.Suspended, "https://city.example/vct/student-status/1", Now.Date.AddDays(-14).AddSeconds(0.5), new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero)),
            request.Filter);
        Assert.Equal((7, 12L, null), (request.Size, request.Before, request.DocumentNumber));
        Assert.Equal(("fraud-prevention", LegalBasis.StatutoryDuty, new DateOnly(2027, 1, 16)), (request.Purpose?.Purpose.Code, request.Purpose?.Basis, request.Purpose?.WithheldUntil));
    }

    [Fact]
    public async Task ReadPerson_PersonAlone_AsksForTheFirstPageWithoutClaims()
    {
        var request = (await ReadPersonAsync(_ => { })).Required;

        Assert.Equal((50, long.MaxValue, null), (request.Size, request.Before, request.Purpose));
        Assert.Equal(new RecordFilter(null, null, null, null), request.Filter);
    }

    [Theory]
    [InlineData("payment", null, LegalBasis.StatutoryDuty)] // The first basis of the purpose.
    [InlineData("eligibility", "consent", LegalBasis.Consent)]
    public async Task ReadPerson_Purpose_HasOneOfItsBases(string purpose, string? basis, LegalBasis expected) =>
        Assert.Equal(expected, (await ReadPersonAsync(json => AddPurpose(json, purpose, basis, null))).Required.Purpose?.Basis);

    // The day before the test's clock, the same day, the last day of the lawful delay and the next one.
    [Theory]
    [InlineData(null, "consent", null, "LDG2601", "")]
    [InlineData(null, null, "2027-01-16", "LDG2601", "")]
    [InlineData("", null, null, "LDG2601", "")]
    [InlineData("curiosity", null, null, "LDG2602", "/purpose")]
    [InlineData("Payment", null, null, "LDG2602", "/purpose")]
    [InlineData("payment", "consent", null, "LDG2603", "/basis")]
    [InlineData("payment", "because", null, "LDG2603", "/basis")]
    [InlineData("payment", "", null, "LDG2603", "/basis")]
    [InlineData("payment", null, "2027-01-16", "LDG2604", "/withheldUntil")]
    [InlineData("fraud-prevention", null, "2027-01-14", "LDG2604", "/withheldUntil")]
    [InlineData("fraud-prevention", null, "2027-01-15", "LDG2604", "/withheldUntil")]
    [InlineData("fraud-prevention", null, "2027-04-15", null, "")]
    [InlineData("fraud-prevention", null, "2027-04-16", "LDG2604", "/withheldUntil")]
    public async Task ReadPerson_Purpose_IsRefusedUnlessTheCityPublishedIt(string? purpose, string? basis, string? until, string? code, string place)
    {
        var refusal = (await ReadPersonAsync(json => AddPurpose(json, purpose, basis, until))).Refusal;

        Assert.Equal(code, refusal?.Fault.Code);
        Assert.Equal(place.Length == 0 ? [] : [place], refusal?.Violations.Select(violation => violation.Path) ?? []);
    }

    [Theory]
    [InlineData("{}", "/subject")]
    [InlineData("[]", "", "/subject")]
    [InlineData("{\"subject\":\"110101201403140024\"}", "/subject")]
    [InlineData("{\"subject\":{}}", "/subject/idType", "/subject/idNumber")]
    [InlineData("{\"subject\":{\"name\":\"周\"}}", "/subject/idType", "/subject/idNumber", "/subject/name")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":7}}", "/subject/idNumber")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"documentNumber\":\"1\"}", "/documentNumber")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"type\":\"none\"}", "/type")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"status\":\"gone\"}", "/status")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"status\":null}", "/status")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"from\":\"yesterday\",\"to\":1}", "/from", "/to")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"from\":\"2027-01-02T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}", "/from")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"limit\":0}", "/limit")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"limit\":201}", "/limit")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"limit\":\"7\"}", "/limit")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"cursor\":\"07\"}", "/cursor")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"cursor\":\"-1\"}", "/cursor")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"cursor\":7}", "/cursor")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"purpose\":\"fraud-prevention\",\"withheldUntil\":\"2027-02-30\"}", "/withheldUntil")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"more\":1}", "/more")]
    public async Task ReadPerson_MembersThatAreWrong_AreAllNamed(string body, params string[] places) =>
        Refusals.AssertIs(DisclosureFaults.SearchMalformed, (await ReadPersonAsync(body)).Refusal, places);

    [Fact]
    public async Task ReadPerson_HalfANumber_IsRefused()
    {
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, (await ReadPersonAsync(json => json["subject"]!["idNumber"] = TestPerson.First.Number[..12])).Refusal, "/subject/idNumber");
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, (await ReadPersonAsync(json => json["subject"]!["idNumber"] = TestPerson.First.Number[..17] + "*")).Refusal, "/subject/idNumber");
        Refusals.AssertIs(IssuingFaults.UnknownIdType, (await ReadPersonAsync(json => json["subject"]!["idType"] = "name")).Refusal, "/subject/idType");
    }

    [Fact]
    public async Task ReadPerson_LimitThatIsNotWhole_IsRefused() =>
        Refusals.AssertIs(IssuingFaults.NumberNotWhole, (await ReadPersonAsync(json => json["limit"] = 1.5)).Refusal, "/limit");

    [Fact]
    public async Task ReadRecords_Body_HasANumberAndNoPersonAndNoPurpose()
    {
        var types = await TestCatalogue.LoadAsync();

        var request = SearchRequest.ReadRecords("{\"documentNumber\":\"学籍 1\",\"limit\":3}"u8.ToArray(), types, Now).Required;
        var others = SearchRequest.ReadRecords("{\"subject\":{},\"purpose\":\"payment\",\"basis\":\"consent\",\"withheldUntil\":\"2027-02-01\"}"u8.ToArray(), types, Now);

        Assert.Equal(("学籍 1", 3, null, null), (request.DocumentNumber, request.Size, request.Person, request.Purpose));
        Refusals.AssertIs(DisclosureFaults.SearchMalformed, others.Refusal, "/subject", "/purpose", "/basis", "/withheldUntil");
    }

    [Fact]
    public async Task ReadRecords_NumberThatIsTooLong_IsRefused() => Refusals.AssertIs(
        DisclosureFaults.SearchMalformed,
        SearchRequest.ReadRecords(Encoding.UTF8.GetBytes($"{{\"documentNumber\":\"{new string('1', 201)}\"}}"), await TestCatalogue.LoadAsync(), Now).Refusal, "/documentNumber");

    [Fact]
    public async Task ReadDisclosures_Body_TakesNoFilterAndNoDelay()
    {
        var types = await TestCatalogue.LoadAsync();
        var body = new JsonObject { ["subject"] = TestPerson.First.ToIdentity(), ["purpose"] = "resident-request", ["limit"] = 2, ["cursor"] = "5" };
        var request = SearchRequest.ReadDisclosures(Utf8(body), types, PurposeCatalogue.Shipped, Now).Required;
        (body["status"], body["withheldUntil"]) = ("active", "2027-02-01");

        var refused = SearchRequest.ReadDisclosures(Utf8(body), types, PurposeCatalogue.Shipped, Now);

        Assert.Equal((TestPerson.First.Identity, "resident-request", 2, 5L), (request.Person, request.Purpose?.Purpose.Code, request.Size, request.Before));
        Refusals.AssertIs(DisclosureFaults.SearchMalformed, refused.Refusal, "/status", "/withheldUntil");
    }

    [Fact]
    public async Task Read_BodyOverTheLimit_IsRefused() =>
        Refusals.AssertIs(IssuingFaults.TooLarge, (await ReadPersonAsync(new string(' ', SearchRequest.MaxLength + 1))).Refusal);

    [Fact]
    public async Task Text_OfARequest_ShowsNoContent() => Assert.Equal("SearchRequest", (await ReadPersonAsync(_ => { })).Required.ToString());

    private static void AddPurpose(JsonObject json, string? purpose, string? basis, string? until)
    {
        foreach (var (name, value) in new[] { ("purpose", purpose), ("basis", basis), ("withheldUntil", until) })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static Task<Outcome<SearchRequest>> ReadPersonAsync(Action<JsonObject> change)
    {
        var json = new JsonObject { ["subject"] = TestPerson.First.ToIdentity() };
        change(json);
        return ReadPersonAsync(json.ToJsonString());
    }

    private static async Task<Outcome<SearchRequest>> ReadPersonAsync(string body) =>
        SearchRequest.ReadPerson(Encoding.UTF8.GetBytes(body), await TestCatalogue.LoadAsync(), PurposeCatalogue.Shipped, Now);
}
