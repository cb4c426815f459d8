using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Samples.Tests;

/// <summary>A record of the sample city must not contradict itself, its resident or its evidence.</summary>
public sealed class CoherenceTests
{
    private static readonly DateOnly AsOf = SampleCity.DefaultDate;
    private static readonly List<JsonObject> Lines = [.. SampleLines.Parsed(600, 5)];

    [Fact]
    public void Validity_EveryRecord_CoversTheCitysDate()
    {
        Assert.All(Lines, line =>
        {
            Assert.InRange(ValidFrom(line), Birthdate(line), AsOf);
            Assert.True(line["validUntil"] is null || Day(line["validUntil"]!) > AsOf);
            Assert.Equal(Claim(line, "date_of_issuance") ?? Text(ValidFrom(line)), Text(ValidFrom(line)));
            if (Claim(line, "date_of_expiry") is { } expiry)
            {
                Assert.Equal(Text(Day(expiry).AddDays(1)), Text(Day(line["validUntil"]!)));
            }
        });
    }

    [Fact]
    public void Dates_EveryClaim_LieAfterBirth()
    {
        Assert.All(Lines, line => Assert.All(
            DatesIn(line["claims"]!.AsObject().Where(claim => claim.Key != "rules").Select(claim => claim.Value)), day => Assert.True(day >= Birthdate(line), Text(day))));
    }

    [Fact]
    public void Decisions_Everyone_FollowsItsApplicationAndItsEvidence()
    {
        var decisions = Lines.Where(line => line["claims"]!["decision_date"] is not null).ToList();

        Assert.NotEmpty(decisions);
        Assert.All(decisions, line =>
        {
            var claims = line["claims"]!;
            var decided = Day(claims["decision_date"]!);
            Assert.True(Day(claims["claim_date"]!) < decided);
            Assert.True(Day(claims["period"]!["from"]!) >= Dates.FirstOfMonth(decided)); // A benefit starts in the month of the decision.
            Assert.True(Day(claims["period"]!["from"]!) < Day(claims["period"]!["to"]!));
            Assert.Equal(decided.AddDays(60), Day(claims["appeal"]![0]!["deadline"]!));
            var evidence = Lines.Single(other => SameResident(line, other) && (string?)other["claims"]!["document_number"] == (string)claims["evidence"]![0]!["ref"]!);
            Assert.Equal((string)evidence["type"]!, (string)claims["evidence"]![0]!["evidence_type"]!);
            Assert.True(ValidFrom(evidence) <= decided, Text(decided));
        });
    }

    [Fact]
    public void StudentStatus_EveryPupil_IsInAGradeOfTheirAge()
    {
        var pupils = LinesOfType("student-status");

        Assert.NotEmpty(pupils);
        Assert.All(pupils, line =>
        {
            var grade = (int)line["claims"]!["grade"]!;
            var startedAt = SchoolYears.StartOf(AsOf).AddYears(1 - grade);
            Assert.InRange(Dates.AgeOn(Birthdate(line), startedAt), 6, 7);
            Assert.Equal(grade <= 6 ? "primary" : "junior", Claim(line, "stage"));
            Assert.Equal(Text(SchoolYears.StartOf(AsOf).AddYears(1 - (grade <= 6 ? grade : grade - 6))), Claim(line, "enrolment_date"));
            Assert.Equal("2026-2027", Claim(line, "valid_school_year"));
        });
    }

    [Fact]
    public void SchoolTransfer_EveryMove_LeadsToTheSchoolOfTheStatus()
    {
        var moves = LinesOfType("school-transfer");

        Assert.NotEmpty(moves);
        Assert.All(moves, move =>
        {
            var status = LinesOfType("student-status").Single(line => SameResident(line, move));
            Assert.True(JsonNode.DeepEquals(status["claims"]!["school"], move["claims"]!["to_school"]));
            Assert.False(JsonNode.DeepEquals(move["claims"]!["from_school"], move["claims"]!["to_school"]));
        });
    }

    [Fact]
    public void Immunization_EveryDose_WasGivenInOrder()
    {
        var records = LinesOfType("immunization");

        Assert.NotEmpty(records);
        Assert.All(records, line =>
        {
            var doses = line["claims"]!["doses"]!.AsArray();
            Assert.All(doses, dose => Assert.True(Day(dose!["occurrence_date"]!) <= ValidFrom(line)));
            Assert.All(doses.GroupBy(dose => (string)dose!["vaccine_code"]!["code"]!), series =>
            {
                Assert.Equal(Enumerable.Range(1, series.Count()), series.Select(dose => (int)dose!["dose_number"]!));
                Assert.Equal(series.Select(dose => Day(dose!["occurrence_date"]!)).Order(), series.Select(dose => Day(dose!["occurrence_date"]!)));
            });
            Assert.Equal((bool)line["claims"]!["programme_complete"]!, line["claims"]!["next_due"] is null);
        });
    }

    // The ranges of GB/T 42195-2022.
    [Fact]
    public void AbilityAssessment_EveryScore_AddsUpToItsLevel()
    {
        var assessments = LinesOfType("ability-assessment");

        Assert.NotEmpty(assessments);
        Assert.All(assessments, line =>
        {
            var total = (int)line["claims"]!["total_score"]!;
            Assert.Equal(total, line["claims"]!["domain_scores"]!.AsArray().Sum(domain => (int)domain!["score"]!));
            Assert.Equal(total switch { 90 => 0, >= 66 => 1, >= 46 => 2, >= 30 => 3, _ => 4 }, (int)line["claims"]!["level"]!);
        });
    }

    [Fact]
    public void SeniorCard_EveryHolder_IsOfTheAgeItShows()
    {
        var cards = LinesOfType("senior-card");

        Assert.NotEmpty(cards);
        Assert.All(cards, line => Assert.All((int[])[60, 65, 70, 80], age =>
            Assert.Equal(Dates.AgeOn(Birthdate(line), ValidFrom(line)) >= age, (bool)line["claims"]![string.Create(CultureInfo.InvariantCulture, $"age_over_{age}")]!)));
    }

    [Fact]
    public void SocialInsurance_EveryPeriod_BeginsAtWorkingAgeAndHasEnded()
    {
        var certificates = LinesOfType("social-insurance-periods");

        Assert.NotEmpty(certificates);
        Assert.All(certificates, line => Assert.All(line["claims"]!["periods"]!.AsArray(), period =>
        {
            var (from, to) = (Day(period!["from"]!), Day(period["to"]!));
            Assert.True(Dates.AgeOn(Birthdate(line), Dates.LastOfMonth(from)) >= 18);
            Assert.True(to < Day(line["claims"]!["as_of"]!));
            Assert.Equal(Dates.MonthsIn(from, to), (int)period["months"]!);
        }));
    }

    [Fact]
    public void CareProxy_EveryCarer_IsAnotherResidentOfTheCity()
    {
        var proxies = LinesOfType("care-plan-consent-proxy");

        Assert.NotEmpty(proxies);
        Assert.All(proxies, line => Assert.Contains(Lines, other =>
            !SameResident(line, other)
            && (string)other["subject"]!["idNumber"]! == Claim(line, "attorney_personal_administrative_number")
            && (string)other["subject"]!["name"]! == Claim(line, "attorney_name")));
    }

    [Fact]
    public void Build_EveryHousehold_HasParentsOlderThanTheirChildrenAndSiblingsApart()
    {
        var builder = new HouseholdBuilder(AsOf, 5);
        var households = Enumerable.Range(0, 400).Select(index => builder.Build(index, firstNumber: 1).Household.Members).ToList();

        Assert.All(households, members =>
        {
            var children = members.Where(member => member.Age < 18).Select(member => member.Birthdate).Order().ToList();
            Assert.All(children, birthdate => Assert.True(members.Where(member => member.Age is >= 18 and < 60).Max(member => member.Birthdate).AddYears(20) <= birthdate));
            Assert.All(children.Skip(1).Zip(children), pair => Assert.True(pair.First >= pair.Second.AddMonths(10)));
        });
    }

    private static List<JsonObject> LinesOfType(string type) => [.. Lines.Where(line => SampleLines.TypeOf(line) == type)];

    private static string? Claim(JsonObject line, string name) => (string?)line["claims"]![name];

    private static DateOnly Birthdate(JsonObject line) => Day(line["subject"]!["birthdate"]!);

    private static DateOnly ValidFrom(JsonObject line) => Day(line["validFrom"]!);

    private static bool SameResident(JsonObject one, JsonObject other) => (string)one["subject"]!["idNumber"]! == (string)other["subject"]!["idNumber"]!;

    private static string Text(DateOnly day) => Dates.Text(day);

    private static DateOnly Day(JsonNode node) => Day((string)node!);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> DatesIn(IEnumerable<JsonNode?> nodes) => nodes.SelectMany(node => node switch
    {
        JsonObject members => DatesIn(members.Select(member => member.Value)),
        JsonArray items => DatesIn(items),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length is 10 or 20
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => [day],
        _ => Enumerable.Empty<DateOnly>(),
    });
}
