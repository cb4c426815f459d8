using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Tests.Departments;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Issuing;

/// <summary>What a node accepts beyond the published type: wider forms, and rules that a schema cannot express.</summary>
public sealed class TypeAdmissionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("G")]
    [InlineData("L")]
    [InlineData("J")]
    public async Task Check_StudentNumberOfEachLetter_IsAccepted(string letter) => Assert.Null(
        (await CheckAsync(Examples.StudentStatus, request => request["claims"]!["student_number"] = letter + "110101201403145887")).Refusal);

    [Fact]
    public async Task Check_ProvisionalNumberOfAnotherIdentityNumber_IsAccepted() => Assert.Null(
        (await CheckAsync(Examples.StudentStatus, request => request["claims"]!["student_number"] = "J110101201403149999")).Refusal);

    [Theory]
    [InlineData(Examples.StudentStatus, "student_number", "\"G11010119491231002X\"", "/claims/student_number")]
    [InlineData(Examples.StudentStatus, "valid_school_year", "\"2025-2029\"", "/claims/valid_school_year")]
    [InlineData(Examples.StudentStatus, "grade", "3", "/claims/grade")]
    [InlineData(Examples.StudentStatus, "date_of_issuance", "\"2044-01-01\"", "/claims/date_of_expiry", "/claims/date_of_issuance")]
    [InlineData(Examples.StudentStatus, "date_of_issuance", "\"2013-01-01\"", "/claims/date_of_issuance")]
    [InlineData(Examples.StudentStatus, "enrolment_date", "\"0001-01-01\"", "/claims/enrolment_date")]
    [InlineData(Examples.StudentStatus, "enrolment_date", "\"9999-12-31\"", "/claims/enrolment_date")]
    [InlineData(Examples.StudentStatus, "document_number", "\"A\\u200b1\"", "/claims/document_number")]
    [InlineData(Examples.StudentStatus, "document_number", "\"\\u200b\"", "/claims/document_number")]
    [InlineData(Examples.StudentStatus, "class", "\"  \"", "/claims/class")]
    [InlineData(Examples.StudentStatus, "class", "\"\\ufffd\"", "/claims/class")]
    [InlineData(Examples.Unemployment, "status_since", "\"2027-01-01\"", "/claims/status_since")]
    [InlineData(Examples.ElderAllowance, "decision_date", "\"2020-01-01\"", "/claims/decision_date")]
    public async Task Check_ImpossibleClaims_AreRefusedAtTheirPlace(string example, string claim, string json, params string[] places) =>
        Refusals.AssertIs(
            IssuingFaults.ClaimsInvalid, (await CheckAsync(example, request => request["claims"]![claim] = JsonNode.Parse(json))).Refusal, places);

    [Fact]
    public async Task Check_DosesInTheFutureOrBeforeBirth_AreRefusedEach() => Refusals.AssertIs(
        IssuingFaults.ClaimsInvalid,
        (await CheckAsync(Examples.Immunization, request =>
        {
            request["claims"]!["doses"]![0]!["occurrence_date"] = "2019-01-01";
            request["claims"]!["doses"]![1]!["occurrence_date"] = "2026-07-09";
        })).Refusal,
        "/claims/doses/0/occurrence_date", "/claims/doses/1/occurrence_date");

    [Theory]
    [InlineData("validFrom", "0001-01-01T00:00:00Z", "/validFrom")]
    [InlineData("validUntil", "9999-12-31T00:00:00Z", "/validUntil")]
    [InlineData("validUntil", "2028-01-01T00:00:00Z", "/validUntil")]
    [InlineData("validUntil", "2027-08-30T00:00:00Z", "/validUntil")]
    [InlineData("validUntil", null, "/validUntil")]
    public async Task Check_ContradictingValidity_IsRefused(string member, string? value, string place) => Refusals.AssertIs(
        IssuingFaults.ValidityImplausible,
        (await CheckAsync(Examples.StudentStatus, request =>
        {
            request.Remove(member);
            if (value is not null)
            {
                request[member] = value;
            }
        })).Refusal,
        place);

    [Theory]
    [InlineData("2027-08-31T16:00:00Z")] // The end of the day in China.
    [InlineData("2027-09-01T00:00:00Z")]
    public async Task Check_ValidityToTheEndOfTheLastDay_IsAccepted(string until) =>
        Assert.Null((await CheckAsync(Examples.StudentStatus, request => request["validUntil"] = until)).Refusal);

    [Theory]
    [InlineData("""{"rule":"order","in":"p/*","dates":["a","b"]}""", """{"p":[{"a":"2020-01-02","b":"2020-01-01"},{"a":"2020-01-01","b":"2020-01-01"}]}""", "/claims/p/0/b")]
    [InlineData("""{"rule":"order","dates":["a","b/*"]}""", """{"a":"2020-01-02","b":["2020-03-01","2020-02-01","2019-01-01"]}""", "/claims/b/2")]
    [InlineData("""{"rule":"order","dates":["a","b","c"]}""", """{"a":"2020-01-02T00:00:00Z","c":"2020-01-01"}""", "/claims/c")]
    [InlineData("""{"rule":"social-credit-code","places":["o/id"]}""", """{"o":{"id":"91350100M000100Y44"}}""", "/claims/o/id")]
    [InlineData("""{"rule":"name","places":["n"]}""", """{"n":"·"}""", "/claims/n")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", """{"t":"resident-identity-card","n":"110105194912310021"}""", "/claims/n")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", """{"t":"resident-identity-card","n":"11010519491231002x"}""", "/claims/n")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", """{"t":"dragon","n":"E12345678"}""", "/claims/t")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", """{"n":"E12345678"}""", "/claims/n")]
    [InlineData("""{"rule":"ages","on":"d","over":{"o":60,"p":5}}""", """{"d":"2026-01-01","o":true,"p":true}""", "/claims/o")]
    [InlineData("""{"rule":"sum","parts":"s/*/v","total":"t"}""", """{"s":[{"v":1},{"v":2}],"t":4}""", "/claims/t")]
    [InlineData("""{"rule":"distinct","places":"s/*"}""", """{"s":["a","b","a"]}""", "/claims/s/2")]
    [InlineData("""{"rule":"at-most","in":"b","less":"f","more":"t"}""", """{"b":{"f":2,"t":1}}""", "/claims/b/f")]
    [InlineData("""{"rule":"fits","place":"l","by":"s","ranges":{"junior":[2,2]}}""", """{"s":"junior","l":1}""", "/claims/l")]
    [InlineData("""{"rule":"licence"}""", """{"electronic_licence":{"cert_identifier":"1.2.156.3005.2.11470100MA00000237101.11470100MA00000237.20260903000000014.001.A"}}""", "/claims/electronic_licence/cert_identifier")]
    [InlineData("""{"rule":"licence"}""", """{"electronic_licence":{"cert_type_code":"11470100MA00000237102","cert_identifier":"1.2.156.3005.2.11470100MA00000237101.11470100MA00000237.20260903000000014.001.Z"}}""", "/claims/electronic_licence/cert_identifier")]
    public void Rule_Broken_NamesThePlace(string rule, string claims, string place)
    {
        var found = CheckRule(rule, claims);

        Refusals.AssertIs(IssuingFaults.ClaimsInvalid, new Refusal(IssuingFaults.ClaimsInvalid, [.. found]), place);
    }

    [Theory]
    [InlineData("""{"rule":"order","dates":["a","b"]}""", """{"a":"2020-01-01","b":"2020-01-01"}""")]
    [InlineData("""{"rule":"order","dates":["a","b"]}""", """{"a":7,"b":"x"}""")]
    [InlineData("""{"rule":"order","in":"p/*","dates":["a","b"]}""", """{"p":"x"}""")]
    [InlineData("""{"rule":"social-credit-code","places":["o/id"]}""", """{"o":{"id":"US.EIN-12.3456789"}}""")]
    [InlineData("""{"rule":"name","places":["n"]}""", """{"n":"阿依古丽·买买提"}""")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", """{"t":"taiwan-travel-permit","n":"12345678"}""")]
    [InlineData("""{"rule":"identity","type":"t","number":"n"}""", "{}")]
    [InlineData("""{"rule":"subject-number","place":"s","letter":"G"}""", """{"s":"L123"}""")]
    [InlineData("""{"rule":"ages","on":"d","over":{"o":60}}""", """{"d":"2026-01-01"}""")]
    [InlineData("""{"rule":"sum","parts":"s/*/v","total":"t"}""", """{"s":[{"v":"x"}],"t":4}""")]
    [InlineData("""{"rule":"school-year","place":"y"}""", """{"y":"2025-2026"}""")]
    [InlineData("""{"rule":"fits","place":"l","by":"s","ranges":{"junior":[2,2]}}""", """{"s":"senior","l":1}""")]
    [InlineData("""{"rule":"licence"}""", """{"electronic_licence":{"cert_type_code":"11470100MA00000237101","cert_identifier":"1.2.156.3005.2.11470100MA00000237101.11470100MA00000237.20260903000000014.001.Z"}}""")]
    public void Rule_KeptOrNotApplicable_FindsNothing(string rule, string claims) => Assert.Empty(CheckRule(rule, claims));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"vct":"v","widened":{}}""")]
    [InlineData("""{"vct":null,"widened":{},"rules":[]}""")]
    [InlineData("""{"vct":"v","widened":{},"rules":[{"rule":"guess"}]}""")]
    [InlineData("""{"vct":"v","widened":{},"rules":[{"rule":"past"}]}""")]
    [InlineData("""{"vct":"v","vct":"v","widened":{},"rules":[]}""")]
    public void Read_NotAnAdmissionFile_IsRefused(string json) =>
        Assert.Throws<InvalidDataException>(() => TypeAdmission.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Widen_MissingPlace_IsRefused()
    {
        var admission = TypeAdmission.Read("""{"vct":"v","widened":{"/properties/b":{}},"rules":[]}"""u8.ToArray());

        Assert.Throws<InvalidDataException>(() => admission.Widen(System.Text.Json.JsonElement.Parse("""{"properties":{"a":{}}}""")));
    }

    private static IEnumerable<Violation> CheckRule(string rule, string claims)
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var subject = new Subject("resident-identity-card", "110101201403145887", null, null, null, null, null);
        var admission = TypeAdmission.Read(Encoding.UTF8.GetBytes($$"""{"vct":"v","widened":{},"rules":[{{rule}}]}"""));
        return admission.Rules[0].Check(
            new ClaimPlace(ClaimPlaces.Root, System.Text.Json.JsonElement.Parse(claims)), new RuleContext(SubjectCheck.Check(subject, today).Required, today));
    }

    private static async Task<Outcome<IssuableRecord>> CheckAsync(string example, Action<JsonObject> change)
    {
        using var request = Examples.Request(example, change);
        var issuer = new RecordIssuer(
            TestDepartments.Profile(request.Department!), await TestCatalogue.LoadAsync(), _ => true, new FakeTimeProvider(Now));
        return issuer.Check(request);
    }
}
