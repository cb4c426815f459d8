using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Tests.Sealing;

public sealed class RecordSealerTests
{
    private static readonly Dictionary<string, string> Departments = new()
    {
        [Examples.StudentStatus] = "education",
        [Examples.Immunization] = "health",
        [Examples.Unemployment] = "employment",
        [Examples.ElderAllowance] = "civil-affairs",
    };

    [Theory, MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public async Task Seal_Example_IsVerifiedOnlyByItsPublicKey(string example)
    {
        using var bench = new SealingBench(Departments[example]);
        var sdJwt = Parse((await bench.OpenAsync((await bench.SealAsync(await bench.IssueAsync(example))).Required)).Text);
        using var own = SealVerifier.For(bench.Signer.PublicKey);
        using var other = SealVerifier.For(Es256Signer.Generate().PublicKey);

        Assert.Null(sdJwt.CheckSeal(own));
        Assert.Equal(SealFaults.SignatureWrong, sdJwt.CheckSeal(other)?.Fault);
        Assert.Equal(bench.Signer.PublicKey.ThumbprintText, sdJwt.KeyId);
    }

    [Theory, MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public async Task Seal_WithoutDisclosures_ShowsNoHiddenClaim(string example)
    {
        using var bench = new SealingBench(Departments[example]);
        var record = await bench.IssueAsync(example);
        var sdJwt = Parse((await bench.OpenAsync((await bench.SealAsync(record)).Required)).Text);

        var shown = Disclose(Parse(sdJwt.IssuerJwt + "~")).Payload;
        var hidden = record.Type.Metadata.Claims.Where(claim => claim.Rule is not DisclosureRule.Never);
        Assert.All(hidden, claim => Assert.Empty(claim.Path.SelectFrom(shown)));
        Assert.DoesNotContain(record.Request.Subject.IdNumber, shown.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(record.Request.Subject.Name!, shown.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public async Task Seal_EachHiddenClaim_HasItsOwnDisclosure(string example)
    {
        using var bench = new SealingBench(Departments[example]);
        var record = await bench.IssueAsync(example);
        var claims = Disclose(Parse((await bench.OpenAsync((await bench.SealAsync(record)).Required)).Text));

        var expected = record.Type.Metadata.Claims
            .Where(claim => claim.Rule is not DisclosureRule.Never)
            .Sum(claim => claim.Path.SelectFrom(claims.Payload).Count());
        Assert.Equal(expected, claims.DisclosedPaths.Length);
        Assert.All(claims.DisclosedPaths, path => Assert.NotEqual(DisclosureRule.Never, record.Type.Metadata.Find(path)!.Rule));
        Assert.Equal(0, claims.HiddenCount);
    }

    [Theory, MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public async Task Seal_WithAllDisclosures_ContainsTheRequestedClaims(string example)
    {
        using var bench = new SealingBench(Departments[example]);
        var record = await bench.IssueAsync(example);
        var payload = Disclose(Parse((await bench.OpenAsync((await bench.SealAsync(record)).Required)).Text)).Payload;

        Assert.All(JsonElement.Parse(record.Claims.Span).EnumerateObject(), claim =>
            Assert.True(JsonElement.DeepEquals(claim.Value, payload.GetProperty(claim.Name)), claim.Name));
    }

    [Fact]
    public async Task Seal_ClaimsInClearText_AreThoseAboutTheRecord()
    {
        using var bench = new SealingBench();
        var record = await bench.IssueAsync(Examples.StudentStatus);
        var payload = Disclose(Parse((await bench.OpenAsync((await bench.SealAsync(record)).Required)).Text)).Payload;

        Assert.Equal("https://ledger.localhost/education", payload.GetProperty("iss").GetString());
        Assert.Equal("https://city.example/vct/student-status/1", payload.GetProperty("vct").GetString());
        Assert.Equal(
            "sha256-" + Convert.ToBase64String(SHA256.HashData(record.Type.Octets.AsSpan())), payload.GetProperty("vct#integrity").GetString());
        Assert.Equal(SealingBench.Now.ToUnixTimeSeconds(), payload.GetProperty("iat").GetInt64());
        Assert.Equal(record.Request.ValidFrom!.Value.ToUnixTimeSeconds(), payload.GetProperty("nbf").GetInt64());
        Assert.Equal(record.Request.ValidUntil!.Value.ToUnixTimeSeconds(), payload.GetProperty("exp").GetInt64());
        Assert.Equal(record.Id.ToString(), payload.GetProperty("jti").GetString());
        Assert.Equal("""{"id":"education","name":{"zh":"某局","en":"Some Bureau"}}""", Relaxed(payload.GetProperty("issuing_authority")));
        Assert.Equal("CN", payload.GetProperty("issuing_country").GetString());
    }

    [Fact]
    public async Task Seal_Lifelong_HasNeitherNbfNorExp()
    {
        using var bench = new SealingBench();
        var record = await bench.IssueAsync(Examples.StudentStatus, request =>
        {
            request.Remove("validFrom");
            request.Remove("validUntil");
            request["claims"]!.AsObject().Remove("date_of_expiry");
        });
        var payload = Disclose(Parse((await bench.OpenAsync((await bench.SealAsync(record)).Required)).Text)).Payload;

        Assert.False(payload.TryGetProperty("nbf", out _) || payload.TryGetProperty("exp", out _));
    }

    [Fact]
    public async Task Seal_Commitment_CoversSaltAndIssuerJwt()
    {
        using var bench = new SealingBench();
        var record = (await bench.SealAsync(await bench.IssueAsync(Examples.StudentStatus))).Required;
        var payload = await bench.OpenAsync(record);

        var issuerJwt = payload.Text[..payload.Text.IndexOf('~', StringComparison.Ordinal)];
        var expected = SHA256.HashData([.. payload.Salt, .. SHA256.HashData(Encoding.ASCII.GetBytes(issuerJwt))]);
        Assert.Equal(32, payload.Salt.Length);
        Assert.Equal(expected, record.Commitment.ToArray());
    }

    [Fact]
    public async Task Seal_SameRequestTwice_SharesNoLinkableValue()
    {
        using var bench = new SealingBench();
        var issuable = await bench.IssueAsync(Examples.StudentStatus);

        var (first, second) = ((await bench.SealAsync(issuable)).Required, (await bench.SealAsync(issuable)).Required);

        Assert.NotEqual(first.Commitment, second.Commitment);
        Assert.NotEqual((await bench.OpenAsync(first)).Salt, (await bench.OpenAsync(second)).Salt);
        var disclosures = (await bench.OpenAsync(first)).Text.Split('~')[1..^1];
        Assert.Empty(disclosures.Intersect((await bench.OpenAsync(second)).Text.Split('~')[1..^1]));
    }

    [Fact]
    public async Task Seal_Payload_IsUnreadable()
    {
        using var bench = new SealingBench();
        var issuable = await bench.IssueAsync(Examples.StudentStatus);

        var stored = Encoding.Latin1.GetString((await bench.SealAsync(issuable)).Required.Payload.Span);

        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal); // Every JWT begins with this.
        Assert.DoesNotContain(issuable.Request.Subject.IdNumber, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_Record_CarriesItsKindTypeAndHashes()
    {
        using var bench = new SealingBench("civil-affairs");
        var issuable = await bench.IssueAsync(Examples.ElderAllowance);

        var record = (await bench.SealAsync(issuable)).Required;

        Assert.Equal((issuable.Id, EntryKind.Decision, issuable.Request.Type), (record.Id, record.Kind, record.Type));
        Assert.Equal(bench.Keys.FindHandle(bench.Indexes.ForSubject(issuable.Subject.Identity)), record.Subject);
        Assert.Equal(bench.Indexes.ForIdempotencyKey("example-elder-allowance-decision"), record.KeyHash);
        Assert.Equal(bench.Keys.Find(record.Subject)!.Fingerprint(bench.Indexes.ForRequest(issuable.Request.Fingerprint)), record.Fingerprint);
    }

    [Theory]
    [InlineData(193, null)] // Together with the seven of the subject: two hundred.
    [InlineData(194, "LDG2016")]
    public async Task Seal_MoreThanTwoHundredDisclosures_IsRefused(int claims, string? code)
    {
        using var bench = new SealingBench();
        var issuable = await IssueOpenAsync(bench, json =>
        {
            for (var i = 0; i < claims; i++)
            {
                json[$"c{i}"] = i;
            }
        });

        var refusal = (await bench.SealAsync(issuable)).Refusal;

        Assert.Equal(code, refusal?.Fault.Code);
    }

    [Fact]
    public async Task Seal_LongerThanSixtyFourKibibytes_IsRefused()
    {
        using var bench = new SealingBench();
        var issuable = await IssueOpenAsync(bench, json => json["long"] = new string('x', 50_000));

        Refusals.AssertIs(IssuingFaults.TooManyDisclosures, (await bench.SealAsync(issuable)).Refusal, "/claims");
    }

    [Theory]
    [InlineData("_sd", "[\"x\"]")]
    [InlineData("_sd_alg", "\"sha-256\"")]
    [InlineData("...", "\"x\"")]
    [InlineData("nested", "{\"_sd\":[]}")]
    [InlineData("nested", "[{\"...\":\"x\"}]")]
    [InlineData("iss", "\"https://elsewhere.example\"")]
    [InlineData("exp", "1")]
    [InlineData("jti", "\"x\"")]
    [InlineData("cnf", "{}")]
    [InlineData("status", "{}")]
    public async Task Seal_ClaimReservedForTheSeal_IsRefused(string name, string json)
    {
        using var bench = new SealingBench();
        var issuable = await IssueOpenAsync(bench, claims => claims[name] = JsonNode.Parse(json));

        Refusals.AssertIs(SealingFaults.CannotBeSealed, (await bench.SealAsync(issuable)).Refusal, "/claims");
    }

    [Fact]
    public async Task Seal_SubjectWasErased_IsAnotherSubjectAndTheOldPayloadStaysErased()
    {
        using var bench = new SealingBench();
        var issuable = await bench.IssueAsync(Examples.StudentStatus);
        var before = (await bench.SealAsync(issuable)).Required;
        bench.Keys.Erase(before.Subject);

        var after = (await bench.SealAsync(issuable)).Required;

        Assert.NotEqual(before.Subject, after.Subject);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        Assert.NotEmpty((await bench.OpenAsync(after)).Text);
        Refusals.AssertIs(SealingFaults.SubjectErased, (await bench.Box.OpenAsync(before.Id, before.Subject, before.Payload, TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public async Task Seal_ManyThreadsAtOnce_AllVerify()
    {
        using var bench = new SealingBench();
        var issuable = await bench.IssueAsync(Examples.StudentStatus);
        using var verifier = SealVerifier.For(bench.Signer.PublicKey);

        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, async (_, _) => Assert.Null(Parse((await bench.OpenAsync((await bench.SealAsync(issuable)).Required)).Text).CheckSeal(verifier)));
    }

    /// <summary>A type without restrictions, because sealing must refuse such claims even if no schema does.</summary>
    private static async Task<IssuableRecord> IssueOpenAsync(SealingBench bench, Action<JsonObject> fill)
    {
        const string Vct = "https://city.example/vct/anything/1";
        const string File = """{"vct":"https://city.example/vct/anything/1","kind":"certificate","domain":"any","schema":{"type":"object"}}""";
        var type = await RecordType.ReadAsync([.. Encoding.UTF8.GetBytes(File)], TestContext.Current.CancellationToken);
        var request = Examples.Request(Examples.StudentStatus, json =>
        {
            json["type"] = Vct;
            var claims = new JsonObject();
            fill(claims);
            json["claims"] = claims;
        });
        return bench.Issue(request, RecordTypeCatalogue.FromTypes([type]));
    }

    private static SdJwt Parse(string compact)
    {
        Assert.True(SdJwt.TryParse(compact, out var sdJwt, out var refusal), refusal?.ToString());
        return sdJwt;
    }

    private static SdJwtClaims Disclose(SdJwt sdJwt)
    {
        Assert.True(sdJwt.TryDisclose(out var claims, out var refusal), refusal?.ToString());
        return claims;
    }

    private static string Relaxed(JsonElement json) =>
        JsonNode.Parse(json.GetRawText())!.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
