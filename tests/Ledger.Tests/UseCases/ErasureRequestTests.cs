using System.Text;
using System.Text.Json.Nodes;
using Ledger.Erasing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>Reads the bodies of requests for erasure and of legal holds strictly.</summary>
public sealed class ErasureRequestTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Bases => [.. ErasureBases.All];

    [Theory, MemberData(nameof(Bases))]
    public void Read_KnownBasis_IsInTheRequest(string basis)
    {
        var request = ErasureRequest.Read(Utf8(Erasure(json => json["basis"] = basis)), Now).Required;

        Assert.Equal((TestPerson.First.Identity, basis, "Decision 7"), (request.Person, ErasureBases.Format(request.Basis), request.Law));
    }

    [Fact]
    public void Read_WithoutALaw_HasNone() => Assert.Null(ErasureRequest.Read(Utf8(Erasure(json => json.Remove("law"))), Now).Required.Law);

    [Theory]
    [InlineData("{}", "/subject")]
    [InlineData("{\"subject\":{},\"basis\":\"objection\"}", "/subject/idType", "/subject/idNumber")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\",\"name\":\"周\"},\"basis\":\"objection\"}", "/subject/name")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"}}", "/basis")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"basis\":\"whim\"}", "/basis")]
    [InlineData("{\"subject\":{\"idType\":\"other\",\"idNumber\":\"A1\"},\"basis\":1,\"law\":null,\"more\":1}", "/basis", "/law", "/more")]
    public void Read_MembersThatAreWrong_AreAllNamed(string body, params string[] places) =>
        Refusals.AssertIs(ErasureFaults.Malformed, ErasureRequest.Read(Encoding.UTF8.GetBytes(body), Now).Refusal, places);

    [Fact]
    public void Read_LawThatIsTooLong_IsRefused() =>
        Refusals.AssertIs(ErasureFaults.Malformed, ErasureRequest.Read(Utf8(Erasure(json => json["law"] = new string('x', 301))), Now).Refusal, "/law");

    [Fact]
    public void Read_HalfANumber_IsRefused()
    {
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, ErasureRequest.Read(Utf8(Erasure(Halve)), Now).Refusal, "/subject/idNumber");
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, HoldRequest.Read(Utf8(Hold(Halve)), Now).Refusal, "/subject/idNumber");

        static void Halve(JsonObject json) => json["subject"]!["idNumber"] = TestPerson.First.Number[..12];
    }

    [Fact]
    public void Read_BodyOverTheLimit_IsRefused()
    {
        var body = Encoding.UTF8.GetBytes(new string(' ', ErasureRequest.MaxLength + 1));

        Refusals.AssertIs(IssuingFaults.TooLarge, ErasureRequest.Read(body, Now).Refusal);
        Refusals.AssertIs(IssuingFaults.TooLarge, HoldRequest.Read(body, Now).Refusal);
    }

    [Theory]
    [InlineData("2027-01-15")] // The current day counts.
    [InlineData("2057-01-01")]
    public void ReadHold_WholeBody_IsInTheRequest(string until)
    {
        var request = HoldRequest.Read(Utf8(Hold(json => json["until"] = until)), Now).Required;

        Assert.Equal((TestPerson.First.Identity, "Archives Act", DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)), (request.Person, request.Law, request.Until));
    }

    [Theory]
    [InlineData("law", null, "/law")]
    [InlineData("law", "\" \"", "/law")]
    [InlineData("law", "7", "/law")]
    [InlineData("until", null, "/until")]
    [InlineData("until", "\"2027-02-30\"", "/until")]
    [InlineData("until", "\"2027-01-14\"", "/until")]
    [InlineData("until", "null", "/until")]
    [InlineData("basis", "\"objection\"", "/basis")]
    public void ReadHold_MemberThatIsWrong_IsNamed(string member, string? value, string place)
    {
        var body = Hold(json =>
        {
            json.Remove(member);
            if (value is not null)
            {
                json[member] = JsonNode.Parse(value);
            }
        });

        Refusals.AssertIs(ErasureFaults.Malformed, HoldRequest.Read(Utf8(body), Now).Refusal, place);
    }

    [Fact]
    public void Text_OfARequest_ShowsNoContent()
    {
        Assert.Equal("ErasureRequest", ErasureRequest.Read(Utf8(Erasure(_ => { })), Now).Required.ToString());
        Assert.Equal("HoldRequest", HoldRequest.Read(Utf8(Hold(_ => { })), Now).Required.ToString());
    }

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Erasure(Action<JsonObject> change)
    {
        var json = new JsonObject { ["subject"] = TestPerson.First.ToIdentity(), ["basis"] = "objection", ["law"] = "Decision 7" };
        change(json);
        return json;
    }

    private static JsonObject Hold(Action<JsonObject> change)
    {
        var json = new JsonObject { ["subject"] = TestPerson.First.ToIdentity(), ["law"] = "Archives Act", ["until"] = "2030-01-01" };
        change(json);
        return json;
    }
}
