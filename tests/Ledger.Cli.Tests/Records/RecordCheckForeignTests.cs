using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.ForeignSeals;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

/// <summary>
/// <c>record check</c> on SD-JWTs of any issuer. What the standards allow passes, and what they forbid fails. A limit of this program is neither.
/// </summary>
public sealed class RecordCheckForeignTests : IDisposable
{
    private static readonly string Name = ForeignIssuer.Disclosure("given_name", "Ming");

    private readonly ForeignCheck _check = new();

    public void Dispose() => _check.Dispose();

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task Check_AnyAlgorithm_PassesAndFailsWhenTheTextIsChanged(string algorithm)
    {
        var good = _check.Issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims, Name);
        var parts = good.Split('.', 3);
        var claims = ForeignIssuer.WithDigests(ForeignIssuer.Claims, Name);
        claims["iss"] = "https://other.example";
        var changed = $"{parts[0]}.{ForeignIssuer.Encode(claims.ToJsonString())}.{parts[2]}";

        Assert.Equal("Ming", (string?)(await _check.AssertPassesAsync(good, _check.Issuer.Key(algorithm)))["given_name"]);
        await _check.AssertFailsAsync(SealFaults.SignatureWrong, changed, _check.Issuer.Key(algorithm));
    }

    [Theory]
    [InlineData("sha-256")]
    [InlineData("sha-384")]
    [InlineData("sha-512")]
    [InlineData("sha3-256")]
    [InlineData("sha3-384")]
    [InlineData("sha3-512")]
    public async Task Check_AnyHash_PassesAndRefusesAStrangeDisclosure(string hash)
    {
        var claims = ForeignIssuer.Claims;
        claims["_sd_alg"] = hash;
        var good = _check.Issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name);

        Assert.Equal("Ming", (string?)(await _check.AssertPassesAsync(good, _check.Issuer.Key("ES256")))["given_name"]);
        await _check.AssertFailsAsync(
            SealFaults.DisclosureUnreferenced, good.Replace(Name, ForeignIssuer.Disclosure("given_name", "Ning"), StringComparison.Ordinal), _check.Issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("sha-256-32")]
    [InlineData("blake2b-512")]
    [InlineData("SHA-256")]
    public async Task Check_UnsupportedHash_IsNotSupported(string hash)
    {
        var claims = ForeignIssuer.Claims;
        claims["_sd_alg"] = hash;

        await _check.AssertNotSupportedAsync("LDG1141", _check.Issuer.Compact(ForeignIssuer.Header("ES256"), claims), _check.Issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("ES256K")]
    [InlineData("Ed448")]
    [InlineData("ML-DSA-44")]
    [InlineData("SM2")]
    public async Task Check_UnsupportedAlgorithm_IsNotSupported(string algorithm) =>
        await _check.AssertNotSupportedAsync("LDG1114", _check.Issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims), _check.Issuer.Key("ES256"));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    public async Task Check_AlgorithmWithoutAPrivateKey_Fails(string algorithm) =>
        await _check.AssertFailsAsync(SealFaults.AlgorithmRefused, _check.Issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims), _check.Issuer.Key("ES256"));

    [Theory]
    [InlineData("none", "LDG1110")]
    [InlineData("ES256", "LDG1121")]
    public async Task Check_EmptySignature_Fails(string algorithm, string code)
    {
        var jwt = _check.Issuer.Jwt(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims.ToJsonString());

        await _check.AssertFailsAsync(code, jwt[..(jwt.LastIndexOf('.') + 1)] + "~", _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_CriticalExtension_IsNotSupported()
    {
        var header = ForeignIssuer.Header("ES256");
        header["crit"] = new JsonArray("b64");
        header["b64"] = true;

        await _check.AssertNotSupportedAsync("LDG1112", _check.Issuer.Compact(header, ForeignIssuer.Claims), _check.Issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("{\"nbf\":1767225600.75,\"iat\":1767225600.5,\"exp\":4102444800.125}")]
    [InlineData("{\"exp\":9999999999999}")]
    [InlineData("{\"exp\":4.1e9,\"nbf\":-1}")]
    [InlineData("{\"height\":1.75,\"big\":123456789012345678901234567890,\"small\":-0,\"power\":1e3}")]
    [InlineData("{\"cnf\":{\"kid\":\"holder-1\"}}")]
    [InlineData("{\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}}")]
    [InlineData("{\"cnf\":{\"x5t#S256\":\"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2\"}}")]
    [InlineData("{\"cnf\":{\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}}}")]
    [InlineData("{\"cnf\":{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}}}")]
    [InlineData("{\"status\":{\"status_list\":{\"idx\":0,\"uri\":\"https://issuer.example/1\"}}}")]
    [InlineData("{\"aud\":[\"a\",\"b\"],\"sub\":\"x\"}")]
    public async Task Check_ClaimsTheStandardsAllow_Pass(string members) =>
        await _check.AssertPassesAsync(_check.Issuer.Compact(ForeignIssuer.Header("ES256"), With(ForeignIssuer.Claims, members), Name), _check.Issuer.Key("ES256"));

    [Theory]
    [InlineData("LDG1153", "{\"exp\":1767225600.5}")]
    [InlineData("LDG1152", "{\"nbf\":4102444800.5}")]
    [InlineData("LDG1154", "{\"iat\":4102444799}")]
    [InlineData("LDG1154", "{\"iat\":4102444799.5,\"nbf\":1767225600}")]
    [InlineData("LDG1151", "{\"exp\":\"4102444800\"}")]
    [InlineData("LDG1151", "{\"nbf\":null}")]
    [InlineData("LDG1151", "{\"iss\":7}")]
    [InlineData("LDG1151", "{\"cnf\":\"key\"}")]
    [InlineData("LDG1151", "{\"_sd_alg\":7}")]
    [InlineData("LDG1182", "{\"cnf\":{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}}")]
    [InlineData("LDG1139", "{\"_sd\":7}")]
    [InlineData("LDG1137", "{\"_sd\":[\"a\",\"a\"]}")]
    [InlineData("LDG1131", "{\"in\":{\"_sd_alg\":\"sha-256\"}}")]
    public async Task Check_ClaimsTheStandardsForbid_Fail(string code, string members) =>
        await _check.AssertFailsAsync(code, _check.Issuer.Compact(ForeignIssuer.Header("ES256"), With(ForeignIssuer.Claims, members)), _check.Issuer.Key("ES256"));

    // The clocks of two honest machines may differ by an hour.
    [Theory]
    [InlineData(-3600, true)]
    [InlineData(3500, true)]
    [InlineData(3700, false)]
    [InlineData(90_000, false)]
    public async Task Check_IssuedInTheFuture_FailsBeyondAnHour(int seconds, bool passes)
    {
        var claims = ForeignIssuer.Claims;
        claims["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var text = _check.Issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name);

        await (passes ? _check.AssertPassesAsync(text, _check.Issuer.Key("ES256")) : _check.AssertFailsAsync("LDG1154", text, _check.Issuer.Key("ES256")));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("iat")]
    public async Task Check_CredentialWithoutAnOptionalClaim_Passes(string name)
    {
        var claims = ForeignIssuer.Claims;
        claims.Remove(name);

        await _check.AssertPassesAsync(_check.Issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name), _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_CredentialWithoutVct_Fails()
    {
        var claims = ForeignIssuer.Claims;
        claims.Remove("vct");

        await _check.AssertFailsAsync(SealFaults.ClaimMissing, _check.Issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name), _check.Issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("dc+sd-jwt")]
    [InlineData("application/dc+sd-jwt")]
    [InlineData("vc+sd-jwt")]
    public async Task Check_CredentialWithAHiddenClaimThatMustBeVisible_Fails(string type)
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = type;

        await _check.AssertFailsAsync(
            SealFaults.ProtectedClaimDisclosed,
            _check.Issuer.Compact(header, ForeignIssuer.Claims, ForeignIssuer.Disclosure("cnf", new JsonObject())), _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_OtherTypeWithAHiddenIssuer_Passes()
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = "example+sd-jwt";
        var hidden = ForeignIssuer.Disclosure("iss", "https://hidden.example");

        var claims = await _check.AssertPassesAsync(_check.Issuer.Compact(header, new JsonObject { ["a"] = 1 }, hidden), _check.Issuer.Key("ES256"));

        Assert.Equal("https://hidden.example", (string?)claims["iss"]);
    }

    [Fact]
    public async Task Check_LargePortraitAndManyDisclosures_Pass()
    {
        string[] disclosures =
        [
            ForeignIssuer.Disclosure("portrait", new string('A', 2_000_000)),
            .. Enumerable.Range(0, 1000).Select(i => ForeignIssuer.Disclosure($"claim_{i}", i + 0.5)),
        ];

        var claims = await _check.AssertPassesAsync(_check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, disclosures), _check.Issuer.Key("ES256"));

        Assert.Equal(999.5, (double?)claims["claim_999"]);
    }

    [Fact]
    public async Task Check_TooManyDisclosures_IsNotSupported()
    {
        var disclosures = Enumerable.Range(0, 10_001).Select(i => ForeignIssuer.Disclosure($"c{i}", i)).ToArray();

        await _check.AssertNotSupportedAsync("LDG1116", _check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, disclosures), _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_OverTheLimit_IsNotSupported() =>
        await _check.AssertNotSupportedAsync("16777216", new string('A', (16 * 1024 * 1024) + 1), _check.Issuer.Key("ES256"));

    [Theory]
    [InlineData(40, 0)]
    [InlineData(60, 2)]
    [InlineData(200, 2)]
    public async Task Check_DeepClaims_PassOrAreNotSupported(int levels, int exitCode)
    {
        var claims = With(ForeignIssuer.Claims, $$"""{"n":{{new string('[', levels)}}{{new string(']', levels)}}}""");

        var run = await _check.CheckAsync(_check.Issuer.Jwt(ForeignIssuer.Header("ES256"), claims.ToJsonString(new() { MaxDepth = 256 })) + "~", _check.Issuer.Key("ES256"));

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task Check_JsonFormInBothShapes_Passes()
    {
        var (flat, general) = JsonForms(Name);

        Assert.Equal("Ming", (string?)(await _check.AssertPassesAsync(flat.ToJsonString(), _check.Issuer.Key("ES256")))["given_name"]);
        Assert.Equal("Ming", (string?)(await _check.AssertPassesAsync(general.ToJsonString(new() { WriteIndented = true }), _check.Issuer.Key("ES256")))["given_name"]);
    }

    [Fact]
    public async Task Check_JsonFormWithSeveralSignatures_IsNotSupported()
    {
        var (_, general) = JsonForms(Name);
        general["signatures"]!.AsArray().Add(general["signatures"]![0]!.DeepClone());

        await _check.AssertNotSupportedAsync("LDG1118", general.ToJsonString(), _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_JsonFormThatIsWrong_Fails()
    {
        var (flat, _) = JsonForms(Name);
        var (twice, stray, other) = (flat.DeepClone(), flat.DeepClone(), flat.DeepClone());
        twice["header"]!["alg"] = "ES256";
        stray["header"]!["disclosures"]!.AsArray().Add(ForeignIssuer.Disclosure("a", 1));
        other["payload"] = ForeignIssuer.Encode("""{"vct":"https://other.example"}""");

        await _check.AssertFailsAsync(SealFaults.HeaderMalformed, twice.ToJsonString(), _check.Issuer.Key("ES256"));
        await _check.AssertFailsAsync(SealFaults.DisclosureUnreferenced, stray.ToJsonString(), _check.Issuer.Key("ES256"));
        await _check.AssertFailsAsync(SealFaults.SignatureWrong, other.ToJsonString(), _check.Issuer.Key("ES256"));
        await _check.AssertFailsAsync(SealFaults.DuplicateName, flat.ToJsonString()[..^1] + ",\"payload\":\"e30\"}", _check.Issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("{\"payload\":7}")]
    [InlineData("{\"payload\":\"e30\"}")]
    [InlineData("{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":7}")]
    [InlineData("{\"payload\":\"e30\",\"signatures\":[]}")]
    [InlineData("{\"payload\":\"e30\",\"signatures\":[7]}")]
    [InlineData("{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":{\"disclosures\":[7]}}")]
    [InlineData("{\"payload\":\"e30=\",\"protected\":\"eyJhbGciOiJFUzI1NiJ9\",\"signature\":\"AA\"}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA~WyJhI")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA~~")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA ~")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9=.e30.AA~")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.AA~")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA~\0")]
    [InlineData("王.e30.AA~")]
    public async Task Check_TextThatIsNotAnSdJwt_CannotBeRead(string text) => AssertCouldNotRun(await _check.CheckAsync(text, _check.Issuer.Key("ES256")), "LDG8513", "record.txt");

    [Fact]
    public async Task Check_TruncatedAnywhere_NeverFailsAndPassesOnlyWithoutTheDisclosure()
    {
        var text = _check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var keys = _check.Folder.Write("keys.json", ForeignIssuer.Set(_check.Issuer.Key("ES256")));
        for (var length = 0; length < text.Length; length++)
        {
            var run = await LedgerRun.RunAsync("record", "check", _check.Folder.Write("cut.txt", text[..length]), "--jwks", keys);

            Assert.Equal(length > 0 && text[length - 1] == '~' ? 0 : 2, run.ExitCode);
        }
    }

    [Fact]
    public async Task Check_KeyBinding_IsIgnored() =>
        await _check.AssertPassesAsync(_check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name) + "a.b.c", _check.Issuer.Key("ES256"));

    private static JsonObject With(JsonObject claims, string members)
    {
        foreach (var (name, value) in JsonNode.Parse(members, documentOptions: new() { MaxDepth = 256 })!.AsObject())
        {
            claims[name] = value?.DeepClone();
        }

        return claims;
    }

    private (JsonObject Flat, JsonObject General) JsonForms(string disclosure)
    {
        var jwt = _check.Issuer.Jwt(ForeignIssuer.Header("ES256"), ForeignIssuer.WithDigests(ForeignIssuer.Claims, disclosure).ToJsonString()).Split('.');
        var flat = new JsonObject
        {
            ["payload"] = jwt[1],
            ["protected"] = jwt[0],
            ["signature"] = jwt[2],
            ["header"] = new JsonObject { ["disclosures"] = new JsonArray(disclosure) },
        };
        var signed = flat.DeepClone().AsObject();
        signed.Remove("payload");
        return (flat, new JsonObject { ["payload"] = jwt[1], ["signatures"] = new JsonArray(signed) });
    }
}
