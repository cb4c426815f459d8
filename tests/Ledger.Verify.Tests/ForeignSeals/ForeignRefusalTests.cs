using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Tests.Seals;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>What the standard refuses in records of this system is refused in those of every issuer. Only our own rules do not apply.</summary>
public sealed class ForeignRefusalTests
{
    private static readonly ForeignKeySet Keys = ReadKeys($$"""{"keys":[{{TestSeals.Issuer.PublicKey.ToJson()}}]}""");

    /// <summary>Vectors that only our records refuse. The standards allow them.</summary>
    private static readonly HashSet<string> OurRules =
    [
        // Rules about numbers, depth, hash algorithms and required claims.
        "disclosure-float.json", "payload-54-bits.json", "payload-exponent.json", "payload-float.json", "payload-minus-zero.json",
        "disclosure-too-deep.json", "payload-too-deep.json", "hash-sha-512.json", "exp-year-10000.json", "required-iat.json", "required-iss.json",

        // RFC 9901 section 7.1 compares digests as texts: a digest without a disclosure is ignored.
        "digest-hex.json", "digest-not-canonical.json", "digest-short.json",

        // RFC 7800: a key may be named in other ways. RFC 7515: a key in the header may be ignored, and typ is optional and is a media type.
        "cnf-without-jwk.json", "header-jku.json", "header-jwk.json", "header-x5u.json", "header-typ-case.json", "header-typ-missing.json",
        "header-typ-other.json",
    ];

    private static readonly HashSet<string> NotSupported = ["header-alg-case.json", "header-alg-sm2.json", "header-crit.json"];

    private static readonly HashSet<string> Unreadable =
    [
        "header-not-object.json", "payload-array.json", "payload-half-surrogate.json", "payload-not-json.json", "payload-trailing.json",
    ];

    public static TheoryData<string> RefusalVectors => new(Vectors.Names("refusals"));

    [Theory]
    [MemberData(nameof(RefusalVectors))]
    public void Verify_VectorThatIsRefusedInOurRecords_IsRefusedUnlessTheRuleIsOurs(string file)
    {
        var vector = Vectors.Read(Path.Combine("refusals", file));
        var compact = TestSeals.Compact(
            (string)vector["header"]!, (string)vector["payload"]!, vector["disclosures"]!.AsArray().Select(text => (string)text!));

        var refusal = Verify(compact, out var claims);

        if (OurRules.Contains(file))
        {
            Assert.Null(refusal);
            Assert.NotNull(claims);
        }
        else
        {
            Assert.NotNull(refusal);
            Assert.Null(claims);
            Assert.Equal(KindOf(file), refusal.Fault.Kind);
        }
    }

    private static FaultKind KindOf(string file) => NotSupported.Contains(file) ? FaultKind.NotSupported
        : Unreadable.Contains(file) ? FaultKind.Unreadable
        : FaultKind.Refused;

    private static Refusal? Verify(string text, out ForeignClaims? claims)
    {
        claims = null;
        return !ForeignSdJwt.TryParse(text, out var sdJwt, out var refusal) ? refusal
            : sdJwt.CheckSeal(Keys) is { } wrong ? wrong
            : sdJwt.TryDisclose(out claims, out refusal) ? null : refusal;
    }

    private static ForeignKeySet ReadKeys(string json)
    {
        Assert.True(ForeignKeySet.TryParse(Encoding.UTF8.GetBytes(json), out var keys, out var refusal), refusal?.ToString());
        return keys;
    }
}
