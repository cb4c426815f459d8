using System.Text.Json.Nodes;
using Ledger.Verify.Seals;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Commands;

/// <summary>
/// <c>record check</c> reads SD-JWTs of any issuer: what the standards allow passes, what they forbid fails, and a limit of ours is neither.
/// </summary>
public sealed class RecordCheckForeignTests : IDisposable
{
    private static readonly string Name = ForeignIssuer.Disclosure("given_name", "Ming");

    private readonly TemporaryFolder _folder = new();
    private readonly ForeignIssuer _issuer = new();

    public void Dispose()
    {
        _issuer.Dispose();
        _folder.Dispose();
    }

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
        var good = _issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims, Name);
        var parts = good.Split('.', 3);
        var claims = ForeignIssuer.WithDigests(ForeignIssuer.Claims, Name);
        claims["iss"] = "https://other.example";
        var changed = $"{parts[0]}.{ForeignIssuer.Encode(claims.ToJsonString())}.{parts[2]}";

        Assert.Equal("Ming", (string?)(await AssertPassesAsync(good, _issuer.Key(algorithm)))["given_name"]);
        await AssertFailsAsync(SealFaults.SignatureWrong, changed, _issuer.Key(algorithm));
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
        var good = _issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name);

        Assert.Equal("Ming", (string?)(await AssertPassesAsync(good, _issuer.Key("ES256")))["given_name"]);
        await AssertFailsAsync(
            SealFaults.DisclosureUnreferenced, good.Replace(Name, ForeignIssuer.Disclosure("given_name", "Ning"), StringComparison.Ordinal), _issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("sha-256-32")]
    [InlineData("blake2b-512")]
    [InlineData("SHA-256")]
    public async Task Check_HashThatIsNotSupported_IsALimitOfOurs(string hash)
    {
        var claims = ForeignIssuer.Claims;
        claims["_sd_alg"] = hash;

        await AssertNotSupportedAsync("LDG1141", _issuer.Compact(ForeignIssuer.Header("ES256"), claims), _issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("ES256K")]
    [InlineData("Ed448")]
    [InlineData("ML-DSA-44")]
    [InlineData("SM2")]
    public async Task Check_AlgorithmThatIsNotSupported_IsALimitOfOurs(string algorithm) =>
        await AssertNotSupportedAsync("LDG1114", _issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims), _issuer.Key("ES256"));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    public async Task Check_NoSignatureOfAPrivateKey_Fails(string algorithm) =>
        await AssertFailsAsync(SealFaults.AlgorithmRefused, _issuer.Compact(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims), _issuer.Key("ES256"));

    [Theory]
    [InlineData("none", "LDG1110")]
    [InlineData("ES256", "LDG1121")]
    public async Task Check_EmptySignature_Fails(string algorithm, string code)
    {
        var jwt = _issuer.Jwt(ForeignIssuer.Header(algorithm), ForeignIssuer.Claims.ToJsonString());

        await AssertFailsAsync(code, jwt[..(jwt.LastIndexOf('.') + 1)] + "~", _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_CriticalExtension_IsALimitOfOurs()
    {
        var header = ForeignIssuer.Header("ES256");
        header["crit"] = new JsonArray("b64");
        header["b64"] = true;

        await AssertNotSupportedAsync("LDG1112", _issuer.Compact(header, ForeignIssuer.Claims), _issuer.Key("ES256"));
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
        await AssertPassesAsync(_issuer.Compact(ForeignIssuer.Header("ES256"), With(ForeignIssuer.Claims, members), Name), _issuer.Key("ES256"));

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
        await AssertFailsAsync(code, _issuer.Compact(ForeignIssuer.Header("ES256"), With(ForeignIssuer.Claims, members)), _issuer.Key("ES256"));

    // Two honest clocks may lie an hour apart.
    [Theory]
    [InlineData(-3600, true)]
    [InlineData(3500, true)]
    [InlineData(3700, false)]
    [InlineData(90_000, false)]
    public async Task Check_DatedAheadOfTheClock_FailsBeyondAnHour(int seconds, bool passes)
    {
        var claims = ForeignIssuer.Claims;
        claims["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var text = _issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name);

        await (passes ? AssertPassesAsync(text, _issuer.Key("ES256")) : AssertFailsAsync("LDG1154", text, _issuer.Key("ES256")));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("iat")]
    public async Task Check_CredentialWithout_Passes(string name)
    {
        var claims = ForeignIssuer.Claims;
        claims.Remove(name);

        await AssertPassesAsync(_issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name), _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_CredentialWithoutVct_Fails()
    {
        var claims = ForeignIssuer.Claims;
        claims.Remove("vct");

        await AssertFailsAsync(SealFaults.ClaimMissing, _issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name), _issuer.Key("ES256"));
    }

    [Theory]
    [InlineData("dc+sd-jwt")]
    [InlineData("application/dc+sd-jwt")]
    [InlineData("vc+sd-jwt")]
    public async Task Check_CredentialThatHidesAClaimThatMustBeInClear_Fails(string type)
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = type;

        await AssertFailsAsync(
            SealFaults.ProtectedClaimDisclosed,
            _issuer.Compact(header, ForeignIssuer.Claims, ForeignIssuer.Disclosure("cnf", new JsonObject())), _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_OtherTypeThatHidesItsIssuer_Passes()
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = "example+sd-jwt";
        var hidden = ForeignIssuer.Disclosure("iss", "https://hidden.example");

        var claims = await AssertPassesAsync(_issuer.Compact(header, new JsonObject { ["a"] = 1 }, hidden), _issuer.Key("ES256"));

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

        var claims = await AssertPassesAsync(_issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, disclosures), _issuer.Key("ES256"));

        Assert.Equal(999.5, (double?)claims["claim_999"]);
    }

    [Fact]
    public async Task Check_MoreDisclosuresThanRead_IsALimitOfOurs()
    {
        var disclosures = Enumerable.Range(0, 10_001).Select(i => ForeignIssuer.Disclosure($"c{i}", i)).ToArray();

        await AssertNotSupportedAsync("LDG1116", _issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, disclosures), _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_LongerThanRead_IsALimitOfOurs() =>
        await AssertNotSupportedAsync("16777216", new string('A', (16 * 1024 * 1024) + 1), _issuer.Key("ES256"));

    [Theory]
    [InlineData(40, 0)]
    [InlineData(60, 2)]
    [InlineData(200, 2)]
    public async Task Check_DeepClaims_PassOrAreALimitOfOurs(int levels, int exitCode)
    {
        var claims = With(ForeignIssuer.Claims, $$"""{"n":{{new string('[', levels)}}{{new string(']', levels)}}}""");

        var run = await CheckAsync(_issuer.Jwt(ForeignIssuer.Header("ES256"), claims.ToJsonString(new() { MaxDepth = 256 })) + "~", _issuer.Key("ES256"));

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task Check_JsonFormInBothShapes_Passes()
    {
        var (flat, general) = JsonForms(Name);

        Assert.Equal("Ming", (string?)(await AssertPassesAsync(flat.ToJsonString(), _issuer.Key("ES256")))["given_name"]);
        Assert.Equal("Ming", (string?)(await AssertPassesAsync(general.ToJsonString(new() { WriteIndented = true }), _issuer.Key("ES256")))["given_name"]);
    }

    [Fact]
    public async Task Check_JsonFormWithSeveralSignatures_IsALimitOfOurs()
    {
        var (_, general) = JsonForms(Name);
        general["signatures"]!.AsArray().Add(general["signatures"]![0]!.DeepClone());

        await AssertNotSupportedAsync("LDG1118", general.ToJsonString(), _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_JsonFormThatIsWrong_Fails()
    {
        var (flat, _) = JsonForms(Name);
        var (twice, stray, other) = (flat.DeepClone(), flat.DeepClone(), flat.DeepClone());
        twice["header"]!["alg"] = "ES256";
        stray["header"]!["disclosures"]!.AsArray().Add(ForeignIssuer.Disclosure("a", 1));
        other["payload"] = ForeignIssuer.Encode("""{"vct":"https://other.example"}""");

        await AssertFailsAsync(SealFaults.HeaderMalformed, twice.ToJsonString(), _issuer.Key("ES256"));
        await AssertFailsAsync(SealFaults.DisclosureUnreferenced, stray.ToJsonString(), _issuer.Key("ES256"));
        await AssertFailsAsync(SealFaults.SignatureWrong, other.ToJsonString(), _issuer.Key("ES256"));
        await AssertFailsAsync(SealFaults.DuplicateName, flat.ToJsonString()[..^1] + ",\"payload\":\"e30\"}", _issuer.Key("ES256"));
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
    public async Task Check_WhatIsNoSdJwt_CannotBeRead(string text) => AssertCouldNotRun(await CheckAsync(text, _issuer.Key("ES256")), "LDG8513", "record.txt");

    [Fact]
    public async Task Check_CutAnywhere_NeverFailsAndPassesOnlyWithoutTheDisclosure()
    {
        var text = _issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var keys = _folder.Write("keys.json", ForeignIssuer.Set(_issuer.Key("ES256")));
        for (var length = 0; length < text.Length; length++)
        {
            var run = await LedgerRun.OfAsync("record", "check", _folder.Write("cut.txt", text[..length]), "--jwks", keys);

            Assert.Equal(length > 0 && text[length - 1] == '~' ? 0 : 2, run.ExitCode);
        }
    }

    [Fact]
    public async Task Check_KeySetOfAnIssuer_IsReadAsRfc7517Says()
    {
        var compact = _issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var key = _issuer.Key("ES256");
        var padded = _issuer.Key("ES256", new JsonObject { ["x"] = (string)key["x"]! + "=", ["y"] = (string)key["y"]! + "=" });
        JsonObject[] useless =
        [
            new() { ["kty"] = "EC", ["crv"] = "secp256k1", ["x"] = "AA", ["y"] = "AA", ["kid"] = "key-1" },
            new() { ["kty"] = "oct", ["k"] = "AAAA" },
            _issuer.Key("ES256", new JsonObject { ["use"] = "enc" }),
            _issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("deriveBits") }),
            _issuer.Key("RS256"), // The same kid (section 4.5), another kind.
        ];

        await AssertPassesAsync(compact, [.. useless, key]);
        await AssertPassesAsync(compact, key, key);
        await AssertPassesAsync(compact, padded);
        await AssertPassesAsync(compact, _issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("verify"), ["x5c"] = new JsonArray("AAAA") }));
        await AssertPassesAsync(compact, Without(key, "kid"));
    }

    [Fact]
    public async Task Check_KeyThatIsForSomethingElse_IsNotUsed()
    {
        var compact = _issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var enc = _issuer.Key("ES256", new JsonObject { ["use"] = "enc" });
        var operations = _issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("sign") });

        AssertCouldNotRun(await CheckAsync(compact, enc), "LDG8502", "LDG1181");
        AssertCouldNotRun(await CheckAsync(compact, operations), "LDG8502", "LDG1181");
        AssertCouldNotRun(await CheckAsync(compact, operations, Without(_issuer.Key("RS256"), "kid")), "LDG8514", "LDG1181");
    }

    [Fact]
    public async Task Check_SealWithoutKid_TriesEveryKeyThatFits()
    {
        var header = ForeignIssuer.Header("PS256");
        header.Remove("kid");
        var compact = _issuer.Compact(header, ForeignIssuer.Claims, Name);
        using var other = new ForeignIssuer();

        await AssertPassesAsync(compact, other.Key("PS256"), other.Key("ES256"), _issuer.Key("PS256"));
        await AssertFailsAsync(SealFaults.SignatureWrong, compact, other.Key("PS256"));
        AssertCouldNotRun(await CheckAsync(compact, _issuer.Key("ES256")), "LDG8503", "LDG1122");
        AssertCouldNotRun(await CheckAsync(compact, _issuer.Key("PS256", new JsonObject { ["alg"] = "RS256" })), "LDG8503", "LDG1122");
    }

    [Fact]
    public async Task Check_SealNamesAKeyOfAnotherKind_Fails() =>
        await AssertFailsAsync(SealFaults.AlgorithmOfOtherKey, _issuer.Compact(ForeignIssuer.Header("RS256"), ForeignIssuer.Claims), _issuer.Key("ES256"));

    [Fact]
    public async Task Check_SealNamesAKeyByItsThumbprint_Passes()
    {
        var key = Without(_issuer.Key("ES256"), "kid");
        Assert.True(Jwk.TryParse(System.Text.Encoding.UTF8.GetBytes(key.ToJsonString()), out var own, out _));
        var header = ForeignIssuer.Header("ES256");
        header["kid"] = own.ThumbprintText;
        key["kid"] = "another name";

        await AssertPassesAsync(_issuer.Compact(header, ForeignIssuer.Claims), key);
    }

    [Fact]
    public async Task Check_HeaderBringsAKeyOfItsOwn_TheCallersKeyDecides()
    {
        using var other = new ForeignIssuer();
        var header = ForeignIssuer.Header("ES256");
        header["jwk"] = other.Key("ES256");

        await AssertPassesAsync(_issuer.Compact(header, ForeignIssuer.Claims), _issuer.Key("ES256"));
        await AssertFailsAsync(SealFaults.SignatureWrong, other.Compact(header, ForeignIssuer.Claims), _issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_KeyBindingAfterIt_IsNotLookedAt() =>
        await AssertPassesAsync(_issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name) + "a.b.c", _issuer.Key("ES256"));

    [Fact]
    public async Task Check_PrivateKeyAmongTheKeys_CouldNotRun() => AssertCouldNotRun(
        await CheckAsync(_issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims), _issuer.Key("ES256", new JsonObject { ["d"] = "AAAA" })), "LDG8502", "LDG1182");

    private static JsonObject With(JsonObject claims, string members)
    {
        foreach (var (name, value) in JsonNode.Parse(members, documentOptions: new() { MaxDepth = 256 })!.AsObject())
        {
            claims[name] = value?.DeepClone();
        }

        return claims;
    }

    private static JsonObject Without(JsonObject key, string name)
    {
        key.Remove(name);
        return key;
    }

    private (JsonObject Flat, JsonObject General) JsonForms(string disclosure)
    {
        var jwt = _issuer.Jwt(ForeignIssuer.Header("ES256"), ForeignIssuer.WithDigests(ForeignIssuer.Claims, disclosure).ToJsonString()).Split('.');
        var flat = new JsonObject
        {
            ["payload"] = jwt[1], ["protected"] = jwt[0], ["signature"] = jwt[2], ["header"] = new JsonObject { ["disclosures"] = new JsonArray(disclosure) },
        };
        var signed = flat.DeepClone().AsObject();
        signed.Remove("payload");
        return (flat, new JsonObject { ["payload"] = jwt[1], ["signatures"] = new JsonArray(signed) });
    }

    private async Task<JsonNode> AssertPassesAsync(string text, params JsonObject[] keys)
    {
        var run = await CheckAsync(text, keys);

        Assert.Equal("", run.Error);
        Assert.Equal("passed", (string?)run.Json["result"]);
        Assert.Null(run.Json["code"]);
        Assert.Equal(0, run.ExitCode);
        return run.Json["claims"]!; // Set when it passes.
    }

    private Task AssertFailsAsync(SealFault fault, string text, params JsonObject[] keys) => AssertFailsAsync(fault.Code, text, keys);

    private async Task AssertFailsAsync(string code, string text, params JsonObject[] keys)
    {
        var run = await CheckAsync(text, keys);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(code, (string?)run.Json["code"]);
        Assert.Null(run.Json["claims"]);
    }

    private async Task AssertNotSupportedAsync(string named, string text, params JsonObject[] keys) =>
        AssertCouldNotRun(await CheckAsync(text, keys), "LDG8514", named);

    private Task<LedgerRun> CheckAsync(string text, params JsonObject[] keys) => LedgerRun.OfAsync(
        "record", "check", _folder.Write("record.txt", text), "--jwks", _folder.Write("keys.json", ForeignIssuer.Set(keys)), "--json");
}
