using System.Text.Json.Nodes;
using Ledger.Verify.Seals;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests which disclosures each role gets in a bundle.</summary>
public sealed class BundleTests(RunningNode node, FinalRecord record) : IClassFixture<FinalRecord>
{
    private static readonly string[] Personal = ["personal_administrative_number", "name", "given_name", "family_name", "birthdate", "sex"];

    [Fact]
    public async Task Bundle_ForAnIssuer_ContainsEveryDisclosure()
    {
        var claims = Disclose(await record.FetchBundleAsync("issuer", TestRecords.OnRequest));

        Assert.Equal(0, claims.HiddenCount);
        Assert.All(Personal, name => Assert.True(claims.Payload.TryGetProperty(name, out _), name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?claims=name,personal_administrative_number")]
    [InlineData("?purpose=verification&claims=name")]
    public async Task Bundle_ForAVerifier_ContainsNoDisclosure(string query)
    {
        var bundle = await record.FetchBundleAsync("verifier", query);

        Assert.Equal(1, bundle["record"]!.GetValue<string>().Count(letter => letter == '~'));
        Assert.All(Personal, name => Assert.False(Disclose(bundle).Payload.TryGetProperty(name, out _), name));
    }

    [Theory]
    [InlineData("?purpose=payment&claims=name", "name")]
    [InlineData("?purpose=payment&claims=sex,%20birthdate", "birthdate", "sex")]
    [InlineData("?purpose=payment&claims=")]
    [InlineData("?purpose=payment&claims=iss")] // This claim is never hidden.
    public async Task Bundle_ForAnIssuerWhoNamesClaims_ContainsTheseOnly(string query, params string[] names)
    {
        var claims = Disclose(await record.FetchBundleAsync("issuer", query));

        Assert.Equal(names, Personal.Where(name => claims.Payload.TryGetProperty(name, out _)).Order(StringComparer.Ordinal));
        Assert.True(claims.HiddenCount > 0);
    }

    [Fact]
    public async Task Bundle_NamingAClaimTheRecordLacks_IsRefused()
    {
        using var response = await node.SendAsync(
            HttpMethod.Get, $"{record.Address}/bundle?purpose=payment&claims=name,favourite_colour", TestRecords.Department, "issuer");

        var place = Assert.Single(await Problem.AssertAsync(response, "LDG7002"));
        Assert.Contains("favourite_colour", place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("issuer", "?purpose=payment&claims=")]
    [InlineData("issuer", TestRecords.OnRequest)]
    [InlineData("issuer", "?purpose=payment&claims=name")]
    [InlineData("verifier", "")]
    public async Task Bundle_OfAFinalRecord_IsValidWithAnyDisclosures(string role, string query)
    {
        var bundle = await record.FetchBundleAsync(role, query);

        using var response = await node.SendAsync(HttpMethod.Post, "/v1/verify", body: bundle.ToJsonString(Exactly));

        var report = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.True(report["verdict"]!.GetValue<string>() == "valid", report.ToJsonString());
        Assert.Equal(record.Id, report["record"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Read_WithAPurpose_ShowsClaimsToAnIssuerAndNoneToAnAuditor()
    {
        using var asIssuer = await node.SendAsync(HttpMethod.Get, record.Address + TestRecords.OnRequest, TestRecords.Department, "issuer");
        using var asAuditor = await node.SendAsync(HttpMethod.Get, record.Address + TestRecords.OnRequest, TestRecords.Department, "auditor");

        var whole = JsonNode.Parse(await asIssuer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var bare = JsonNode.Parse(await asAuditor.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("张俊熙", whole["claims"]!["name"]!.GetValue<string>());
        Assert.Null(bare["claims"]);
        Assert.Equal(record.Id, bare["id"]!.GetValue<string>());
        Assert.Equal("L3", bare["level"]!.GetValue<string>());
        Assert.Equal("active", bare["status"]!.GetValue<string>());
    }

    private static readonly System.Text.Json.JsonSerializerOptions Exactly = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static SdJwtClaims Disclose(JsonNode bundle)
    {
        Assert.True(SdJwt.TryParse(bundle["record"]!.GetValue<string>(), out var sdJwt, out var refusal), refusal?.ToString());
        Assert.True(sdJwt.TryDisclose(out var claims, out refusal), refusal?.ToString());
        return claims;
    }
}
