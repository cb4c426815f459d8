using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Tests.ForeignSeals;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

/// <summary>Which of an issuer's keys <c>record check</c> uses for a seal, and its answer if no key fits.</summary>
public sealed class RecordCheckForeignKeyTests : IDisposable
{
    private static readonly string Name = ForeignIssuer.Disclosure("given_name", "Ming");

    private readonly ForeignCheck _check = new();

    public void Dispose() => _check.Dispose();

    [Fact]
    public async Task Check_KeySetOfAnIssuer_FollowsRfc7517()
    {
        var compact = _check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var key = _check.Issuer.Key("ES256");
        var padded = _check.Issuer.Key("ES256", new JsonObject { ["x"] = (string)key["x"]! + "=", ["y"] = (string)key["y"]! + "=" });
        JsonObject[] useless =
        [
            new() { ["kty"] = "EC", ["crv"] = "secp256k1", ["x"] = "AA", ["y"] = "AA", ["kid"] = "key-1" },
            new() { ["kty"] = "oct", ["k"] = "AAAA" },
            _check.Issuer.Key("ES256", new JsonObject { ["use"] = "enc" }),
            _check.Issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("deriveBits") }),
            _check.Issuer.Key("RS256"), // The same kid (section 4.5), but another kind of key.
        ];

        await _check.AssertPassesAsync(compact, [.. useless, key]);
        await _check.AssertPassesAsync(compact, key, key);
        await _check.AssertPassesAsync(compact, padded);
        await _check.AssertPassesAsync(compact, _check.Issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("verify"), ["x5c"] = new JsonArray("AAAA") }));
        await _check.AssertPassesAsync(compact, Without(key, "kid"));
    }

    [Fact]
    public async Task Check_KeyForAnotherUse_IsNotUsed()
    {
        var compact = _check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name);
        var enc = _check.Issuer.Key("ES256", new JsonObject { ["use"] = "enc" });
        var operations = _check.Issuer.Key("ES256", new JsonObject { ["key_ops"] = new JsonArray("sign") });

        AssertCouldNotRun(await _check.CheckAsync(compact, enc), "LDG8502", "LDG1181");
        AssertCouldNotRun(await _check.CheckAsync(compact, operations), "LDG8502", "LDG1181");
        AssertCouldNotRun(await _check.CheckAsync(compact, operations, Without(_check.Issuer.Key("RS256"), "kid")), "LDG8514", "LDG1181");
    }

    [Fact]
    public async Task Check_SealWithoutKid_TriesEveryKeyThatFits()
    {
        var header = ForeignIssuer.Header("PS256");
        header.Remove("kid");
        var compact = _check.Issuer.Compact(header, ForeignIssuer.Claims, Name);
        using var other = new ForeignIssuer();

        await _check.AssertPassesAsync(compact, other.Key("PS256"), other.Key("ES256"), _check.Issuer.Key("PS256"));
        await _check.AssertFailsAsync(SealFaults.SignatureWrong, compact, other.Key("PS256"));
        AssertCouldNotRun(await _check.CheckAsync(compact, _check.Issuer.Key("ES256")), "LDG8503", "LDG1122");
        AssertCouldNotRun(await _check.CheckAsync(compact, _check.Issuer.Key("PS256", new JsonObject { ["alg"] = "RS256" })), "LDG8503", "LDG1122");
    }

    [Fact]
    public async Task Check_SealNamesAKeyOfAnotherKind_Fails() =>
        await _check.AssertFailsAsync(SealFaults.AlgorithmOfOtherKey, _check.Issuer.Compact(ForeignIssuer.Header("RS256"), ForeignIssuer.Claims), _check.Issuer.Key("ES256"));

    [Fact]
    public async Task Check_SealNamesAKeyByItsThumbprint_Passes()
    {
        var key = Without(_check.Issuer.Key("ES256"), "kid");
        Assert.True(Jwk.TryParse(System.Text.Encoding.UTF8.GetBytes(key.ToJsonString()), out var own, out _));
        var header = ForeignIssuer.Header("ES256");
        header["kid"] = own.ThumbprintText;
        key["kid"] = "another name";

        await _check.AssertPassesAsync(_check.Issuer.Compact(header, ForeignIssuer.Claims), key);
    }

    [Fact]
    public async Task Check_HeaderWithAKey_UsesTheCallersKey()
    {
        using var other = new ForeignIssuer();
        var header = ForeignIssuer.Header("ES256");
        header["jwk"] = other.Key("ES256");

        await _check.AssertPassesAsync(_check.Issuer.Compact(header, ForeignIssuer.Claims), _check.Issuer.Key("ES256"));
        await _check.AssertFailsAsync(SealFaults.SignatureWrong, other.Compact(header, ForeignIssuer.Claims), _check.Issuer.Key("ES256"));
    }

    [Fact]
    public async Task Check_PrivateKeyAmongTheKeys_CouldNotRun() => AssertCouldNotRun(
        await _check.CheckAsync(_check.Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims), _check.Issuer.Key("ES256", new JsonObject { ["d"] = "AAAA" })), "LDG8502", "LDG1182");

    private static JsonObject Without(JsonObject key, string name)
    {
        key.Remove(name);
        return key;
    }
}
