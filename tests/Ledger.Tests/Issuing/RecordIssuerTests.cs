using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Tests.Departments;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Issuing;

public sealed class RecordIssuerTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Check_Example_JoinsSubjectAndClaims()
    {
        using var request = Examples.Request(Examples.StudentStatus);

        var record = (await IssuerAsync()).Check(request).Required;

        var claims = JsonDocument.Parse(record.Claims).RootElement.EnumerateObject().Select(claim => claim.Name);
        Assert.Equal(
            [
                "id_type", "personal_administrative_number", "name", "given_name", "family_name", "birthdate", "sex",
                .. request.Claims.EnumerateObject().Select(claim => claim.Name),
            ],
            claims);
        Assert.Equal(Now, record.IssuedAt);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), Convert.ToInt64(record.Id.ToString().Replace("-", "", StringComparison.Ordinal)[..12], 16));
    }

    [Fact]
    public async Task Check_SubjectWithFewerMembers_LeavesOutTheMissingOnes()
    {
        using var request = Examples.Request(
            Examples.StudentStatus, request => request["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = "E12345678" });

        var record = (await IssuerAsync()).Check(request).Required;

        Assert.DoesNotContain(JsonDocument.Parse(record.Claims).RootElement.EnumerateObject(), claim => claim.Name is "name" or "birthdate" or "sex");
    }

    [Fact]
    public async Task Check_LineOfAnotherDepartment_IsRefused()
    {
        using var request = Examples.Request(Examples.StudentStatus, request => request["department"] = "health");

        Refusals.AssertIs(IssuingFaults.OtherDepartment, (await IssuerAsync()).Check(request).Refusal, "/department");
    }

    [Theory]
    [InlineData("https://city.example/vct/student-status/2")]
    [InlineData("https://city.example/vct/student-status")]
    [InlineData("https://city.example/vct/Student-Status/1")]
    [InlineData("student-status")]
    [InlineData("")]
    public async Task Check_UnknownTypeOrVersion_IsRefused(string type)
    {
        using var request = Examples.Request(Examples.StudentStatus, request => request["type"] = type);

        Refusals.AssertIs(IssuingFaults.UnknownType, (await IssuerAsync()).Check(request).Refusal, "/type");
    }

    [Fact]
    public async Task Check_UnauthorisedType_IsRefused()
    {
        using var request = Examples.Request(Examples.Immunization, request => request.Remove("department"));

        Refusals.AssertIs(IssuingFaults.TypeNotAllowed, (await IssuerAsync()).Check(request).Refusal, "/type");
    }

    [Fact]
    public async Task Check_InvalidClaims_IsRefused()
    {
        using var request = Examples.Request(Examples.StudentStatus, request => request["claims"]!["grade"] = 12);

        Refusals.AssertIs(IssuingFaults.ClaimsInvalid, (await IssuerAsync()).Check(request).Refusal, "/claims/grade");
    }

    [Fact]
    public async Task Check_SameRequestTwice_GivesTwoIds()
    {
        using var request = Examples.Request(Examples.StudentStatus);
        var issuer = await IssuerAsync();

        Assert.NotEqual(issuer.Check(request).Required.Id, issuer.Check(request).Required.Id);
    }

    private static async Task<RecordIssuer> IssuerAsync() => new(
        TestDepartments.Profile("education"), await TestCatalogue.LoadAsync(), type => !type.Contains("immunization", StringComparison.Ordinal),
        new FakeTimeProvider(Now));
}
