using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Claims whose form RFC 7519 and RFC 7800 define: read in that form, and refused in every other.</summary>
public sealed class RegisteredClaimsTests
{
    private static readonly string Key = TestSeals.Holder.PublicKey.ToJson();

    [Theory]
    [InlineData("0", true)]
    [InlineData("-62135596800", true)] // the first second of year 1
    [InlineData("-62135596801", false)]
    [InlineData("253402300799", true)] // the last second of year 9999
    [InlineData("253402300800", false)]
    [InlineData("1.5", false)]
    [InlineData("\"1\"", false)]
    [InlineData("null", false)]
    [InlineData("9223372036854775808", false)]
    public void Time_Number_IsReadWithinTheCalendar(string value, bool isTime)
    {
        var claims = Claims($$"""{"nbf":{{value}}}""");

        Assert.Equal(isTime ? long.Parse(value, null) : null, claims.Time("nbf")?.ToUnixTimeSeconds());
        Assert.Equal(isTime ? null : new Refusal(SealFaults.ClaimMalformed, "nbf"), claims.Refusal);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1e3", -1000.0)]
    [InlineData("253402300800", 253402300800.0)]
    [InlineData("\"1\"", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void Seconds_Number_IsReadWithItsFraction(string value, double? seconds)
    {
        var claims = Claims($$"""{"nbf":{{value}}}""");

        Assert.Equal(seconds, claims.Seconds("nbf"));
        Assert.Equal(seconds is null ? new Refusal(SealFaults.ClaimMalformed, "nbf") : null, claims.Refusal);
    }

    [Fact]
    public void Read_AbsentClaims_AreNullAndNotRefused()
    {
        var claims = Claims("{}");

        Assert.Equal((null, null, null, null), (claims.Text("iss"), claims.Time("nbf"), claims.Seconds("nbf"), claims.HolderKey()));
        claims.Confirmation();
        Assert.Null(claims.Refusal);
    }

    [Fact]
    public void Refusal_OfSeveralClaims_IsTheFirst()
    {
        var claims = Claims("""{"iss":7,"nbf":"x","cnf":1}""");

        Assert.Null(claims.Text("iss"));
        Assert.Null(claims.Time("nbf"));
        Assert.Null(claims.HolderKey());
        claims.Confirmation();

        Assert.Equal(new Refusal(SealFaults.ClaimMalformed, "iss"), claims.Refusal);
    }

    [Theory]
    [InlineData("{\"jwk\":KEY}", null, null)]
    [InlineData("{\"jwk\":KEY,\"kid\":\"a\"}", null, null)]
    [InlineData("\"key\"", "LDG1151", "cnf")]
    [InlineData("{}", "LDG1151", "cnf")]
    [InlineData("{\"kid\":\"a\"}", "LDG1151", "cnf")]
    [InlineData("{\"jwk\":7}", "LDG1180", "cnf.jwk")]
    [InlineData("{\"jwk\":{\"kty\":\"RSA\"}}", "LDG1181", "cnf.jwk")]
    public void HolderKey_Confirmation_IsReadOnlyAsAKey(string confirmation, string? code, string? place)
    {
        var claims = Claims($$"""{"cnf":{{confirmation.Replace("KEY", Key, StringComparison.Ordinal)}}}""");

        Assert.Equal(code is null ? TestSeals.Holder.PublicKey : null, claims.HolderKey());
        Assert.Equal((code, place), (claims.Refusal?.Fault.Code, claims.Refusal?.Place));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"kid\":\"a\"}", true)]
    [InlineData("\"key\"", false)]
    [InlineData("null", false)]
    public void Confirmation_OfAnyKind_IsAnObject(string confirmation, bool isAccepted)
    {
        var claims = Claims($$"""{"cnf":{{confirmation}}}""");

        claims.Confirmation();

        Assert.Equal(isAccepted ? null : new Refusal(SealFaults.ClaimMalformed, "cnf"), claims.Refusal);
    }

    [Fact]
    public void TryGet_DisclosedClaim_IsFoundByItsName()
    {
        var claims = TestSeals.Open(TestSeals.Compact(
            TestSeals.Header, """{"iss":"a","vct":"b","_sd":["$0","$1","$2"]}""", """["s","jti","c"]""", """["s","iat",7]""", """["s","other",{"a":1}]"""));

        Assert.Equal(("c", 7), (claims.RecordId, claims.IssuedAt?.ToUnixTimeSeconds()));
    }

    // Digests are not claims.
    [Theory]
    [InlineData("iss", true)]
    [InlineData("_sd", false)]
    [InlineData("_sd_alg", false)]
    [InlineData("nothing", false)]
    public void TryGet_Member_IsAClaimUnlessItCarriesDigests(string name, bool isClaim) =>
        Assert.Equal(isClaim, Claims("""{"iss":"a","_sd":[],"_sd_alg":"sha-256"}""").TryGet(name, out _));

    private static RegisteredClaims Claims(string json) => new(JsonElement.Parse(json), []);
}
