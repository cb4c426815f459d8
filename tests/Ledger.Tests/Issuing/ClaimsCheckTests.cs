using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Issuing;

public sealed class ClaimsCheckTests
{
    [Theory, MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public async Task Check_Example_IsValid(string name) => Assert.Null(await CheckAsync(name));

    [Theory]
    [InlineData("student_number", "\"G12\"", "/claims/student_number")]
    [InlineData("student_number", "\"X110101201403145887\"", "/claims/student_number")]
    [InlineData("student_number", "\"G11010120140314589６\"", "/claims/student_number")]
    [InlineData("student_number", "\"G110101201403145887\\n\"", "/claims/student_number")]
    [InlineData("student_number", "7", "/claims/student_number")]
    [InlineData("student_number", "null", "/claims/student_number")]
    [InlineData("grade", "0", "/claims/grade")]
    [InlineData("grade", "10", "/claims/grade")]
    [InlineData("grade", "\"7\"", "/claims/grade")]
    [InlineData("grade", "true", "/claims/grade")]
    [InlineData("stage", "\"kindergarten\"", "/claims/stage")]
    [InlineData("stage", "\"Primary\"", "/claims/stage")]
    [InlineData("class", "\"\"", "/claims/class")]
    [InlineData("class", "\"3\\u202e班\"", "/claims/class")]
    [InlineData("enrolment_date", "\"2025-02-29\"", "/claims/enrolment_date")]
    [InlineData("enrolment_date", "\"2025-9-1\"", "/claims/enrolment_date")]
    [InlineData("enrolment_date", "\"2025-09-01T00:00:00Z\"", "/claims/enrolment_date")]
    [InlineData("school", "[]", "/claims/school")]
    [InlineData("school", "\"3147000299\"", "/claims/school")]
    [InlineData("legal_basis", "[]", "/claims/legal_basis")]
    [InlineData("legal_basis", "{}", "/claims/legal_basis")]
    [InlineData("iss", "\"https://elsewhere.example\"", "/claims/iss")]
    [InlineData("_sd", "[]", "/claims/_sd")]
    [InlineData("...", "1", "/claims/...")]
    [InlineData("a/b~c", "1", "/claims/a~1b~0c")]
    [InlineData("a.b[0]", "1", "/claims/a.b[0]")]
    [InlineData("", "1", "/claims/")]
    public async Task Check_OneClaimWrong_IsRefusedAtItsPlace(string claim, string json, string place)
    {
        var refusal = await CheckAsync(Examples.StudentStatus, request => request["claims"]![claim] = JsonNode.Parse(json));

        Assert.Equal(IssuingFaults.ClaimsInvalid, refusal?.Fault);
        Assert.Equal([place], refusal!.Violations.Select(violation => violation.Path).Distinct());
    }

    [Fact]
    public async Task Check_ManyClaimsWrong_NamesEveryPlaceAtOnce()
    {
        var refusal = await CheckAsync(Examples.Immunization, request =>
        {
            var claims = request["claims"]!;
            claims["doses"]![0]!["dose_number"] = 0;
            claims["doses"]![0]!["vaccine_code"]!["system"] = "http://elsewhere.example";
            claims["doses"]![1]!.AsObject().Remove("lot_number");
            claims["doses"]![1]!["performer"]!["name"]!["fr"] = "x";
            claims["doses"]![1]!["target_disease"] = new JsonArray("A15", "A15");
            claims.AsObject().Remove("programme_complete");
            claims["name"] = "何一鸣";
            claims["colour"] = "red";
        });

        Refusals.AssertIs(
            IssuingFaults.ClaimsInvalid, refusal,
            "/claims/doses/0/dose_number", "/claims/doses/0/vaccine_code/system", "/claims/doses/1/lot_number", "/claims/doses/1/performer/name/fr",
            "/claims/doses/1/target_disease", "/claims/programme_complete", "/claims/name", "/claims/colour");
    }

    [Theory]
    [InlineData("id_type")]
    [InlineData("personal_administrative_number")]
    [InlineData("name")]
    [InlineData("birthdate")]
    [InlineData("issuing_authority")]
    [InlineData("issuing_country")]
    public async Task Check_ClaimWithAnotherSource_IsRefusedAndNamesTheSource(string claim)
    {
        var refusal = await CheckAsync(Examples.StudentStatus, request => request["claims"]![claim] = "x");

        Refusals.AssertIs(IssuingFaults.ClaimsInvalid, refusal, "/claims/" + claim);
        Assert.Contains("comes from the subject or the issuer", refusal!.Violations[0].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoneOfTheAlternatives_ReportsThatOneIsNeeded()
    {
        var refusal = await CheckAsync(Examples.ElderAllowance, request => request["claims"]!["evidence"]!.AsArray().Add(new JsonObject
        {
            ["digest"] = "7PXXLDstUQ1Aq4MWZcC_pgrY372Y9rTv0fNX_j9kv7w",
            ["evidence_type"] = "https://city.example/vct/ability-assessment/1",
            ["issuer"] = "https://ledger.localhost/civil-affairs",
            ["verified_at"] = "2026-05-22T09:40:00Z",
            ["verification_result"] = "valid",
            ["status_at_decision"] = "active",
        }));

        var violation = Assert.Single(refusal!.Violations, violation => violation.Path.StartsWith("/claims/evidence/1", StringComparison.Ordinal)
            && violation.Message.En.Contains("At least one", StringComparison.Ordinal));
        Assert.Equal("At least one of these is needed: consent_ref, legal_basis.", violation.Message.En);
    }

    [Theory]
    [InlineData("2026-02-31T10:00:00Z")]
    [InlineData("2026-05-27T25:30:00Z")]
    [InlineData("2026-05-27T15:30:00+08")]
    public async Task Check_TimeThatDoesNotExist_IsRefused(string time)
    {
        var refusal = await CheckAsync(Examples.ElderAllowance, request => request["claims"]!["decision_maker"]!["signed_at"] = time);

        Assert.Equal(["/claims/decision_maker/signed_at"], refusal!.Violations.Select(violation => violation.Path).Distinct());
    }

    [Fact]
    public async Task Check_MoreThanAHundredViolations_ReportsThatThereAreMore()
    {
        var refusal = await CheckAsync(Examples.StudentStatus, request =>
        {
            for (var i = 0; i < 150; i++)
            {
                request["claims"]![$"unknown{i}"] = i;
            }
        });

        Assert.Equal(101, refusal!.Violations.Length);
        Assert.Contains("There are more", refusal.Violations[^1].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ManyThreadsAtOnce_FindTheSame()
    {
        var type = (await TestCatalogue.LoadAsync()).Find("https://city.example/vct/student-status/1")!;
        using var request = Examples.Request(Examples.StudentStatus, request => request["claims"]!["grade"] = 10);

        Parallel.For(0, 64, _ => Refusals.AssertIs(IssuingFaults.ClaimsInvalid, ClaimsCheck.Check(request, type, ContextOf(request)), "/claims/grade"));
    }

    [Fact]
    public async Task Check_Refusal_NeverQuotesAValue()
    {
        var refusal = await CheckAsync(Examples.StudentStatus, request => request["claims"]!["student_number"] = "SECRET-NUMBER");

        Assert.DoesNotContain("SECRET", string.Concat(refusal!.Violations), StringComparison.Ordinal);
    }

    private static async Task<Refusal?> CheckAsync(string example, Action<JsonObject>? change = null)
    {
        using var request = Examples.Request(example, change);
        return ClaimsCheck.Check(request, (await TestCatalogue.LoadAsync()).Find(request.Type)!, ContextOf(request));
    }

    private static RuleContext ContextOf(RecordRequest request)
    {
        var today = new DateOnly(2026, 7, 1);
        return new RuleContext(SubjectCheck.Check(request.Subject, today).Required, today);
    }
}
