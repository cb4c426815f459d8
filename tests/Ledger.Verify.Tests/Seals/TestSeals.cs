using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Makes keys and tokens by hand, including tokens that no honest issuer makes.</summary>
internal static class TestSeals
{
    public const string Header = """{"alg":"ES256","typ":"dc+sd-jwt"}""";

    public static readonly DateTimeOffset IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public static readonly Es256Signer Issuer = Es256Signer.Generate();
    public static readonly Es256Signer Holder = Es256Signer.Generate();
    public static readonly SealVerifier IssuerKey = SealVerifier.For(Issuer.PublicKey);

    public static ClearClaims Clear { get; } = new()
    {
        Issuer = "https://ledger.localhost/education",
        RecordType = "https://city.example/vct/student-status/1",
        IssuedAt = IssuedAt,
        RecordId = "019ab000-0000-7000-8000-000000000001",
    };

    public static string Encode(string text) => Base64Url.Encode(Encoding.UTF8.GetBytes(text));

    public static string DigestOf(string encoded) => Base64Url.Encode(Digest.Sha256(Encoding.ASCII.GetBytes(encoded)).ToArray());

    /// <summary>Signs any header and payload.</summary>
    public static string Jwt(string header, string payload, ISealSigner? signer = null)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.Encode((signer ?? Issuer).Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>
    /// Makes a signed token. In the payload and in later disclosures, <c>$0</c>, <c>$1</c>… stand for the digests of the disclosures.
    /// </summary>
    public static string Compact(string header, string payload, params IEnumerable<string> disclosures)
    {
        var encoded = new List<string>();
        foreach (var disclosure in disclosures)
        {
            encoded.Add(Encode(Fill(disclosure, encoded)));
        }

        return string.Join('~', [Jwt(header, Fill(payload, encoded)), .. encoded, string.Empty]);
    }

    public static SealedSdJwt Issue(string claims, DisclosureRules? rules = null, ClearClaims? clear = null, ISealSigner? signer = null)
    {
        var issuer = new SdJwtIssuer(signer ?? Issuer);
        Assert.True(
            issuer.TryIssue(Encoding.UTF8.GetBytes(claims), rules ?? DisclosureRules.None, clear ?? Clear, out var sealedJwt, out var refusal),
            refusal?.ToString());
        return sealedJwt;
    }

    /// <summary>Checks form, seal and disclosures, in the order of a verifier.</summary>
    public static Refusal? Verify(string compact, out SdJwtClaims? claims, SealVerifier? key = null)
    {
        claims = null;
        if (!SdJwt.TryParse(compact, out var sdJwt, out var refusal))
        {
            return refusal;
        }

        var seal = sdJwt.CheckSeal(key ?? IssuerKey);
        return sdJwt.TryDisclose(out claims, out refusal) ? seal : refusal;
    }

    public static SdJwtClaims Open(string compact, SealVerifier? key = null)
    {
        var refusal = Verify(compact, out var claims, key);
        Assert.Null(refusal);
        return claims!; // set when there is no refusal
    }

    public static JsonObject Node(SdJwtClaims claims) => JsonNode.Parse(claims.Payload.GetRawText())!.AsObject();

    private static string Fill(string text, List<string> encoded) =>
        encoded.Select((disclosure, index) => (disclosure, index))
            .Reverse()
            .Aggregate(text, (filled, item) => filled.Replace($"${item.index}", DigestOf(item.disclosure), StringComparison.Ordinal));
}
