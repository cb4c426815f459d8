using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Seals;

namespace Ledger.Verify.ForeignSeals;

/// <summary>What an SD-JWT of any issuer claims once its disclosures are in place. Believe it only together with the seal. Immutable.</summary>
public sealed class ForeignClaims
{
    private readonly double? _notBefore;
    private readonly double? _expires;
    private readonly double? _issuedAt;

    private ForeignClaims(JsonElement payload, int hiddenCount, double? notBefore, double? expires, double? issuedAt)
    {
        _issuedAt = issuedAt;
        Payload = payload;
        HiddenCount = hiddenCount;
        _notBefore = notBefore;
        _expires = expires;
    }

    /// <summary>All claims now visible, without <c>_sd</c>, <c>_sd_alg</c> and undisclosed array elements: a JSON object.</summary>
    public JsonElement Payload { get; }

    /// <summary>How many claims remain hidden, as far as can be seen; decoys are counted.</summary>
    public int HiddenCount { get; }

    /// <summary>Whether the claims count at <paramref name="at"/> by <c>nbf</c> (inclusive) and <c>exp</c> (exclusive); null when they do.</summary>
    public SealRefusal? CheckTimes(DateTimeOffset at)
    {
        // RFC 7519 section 2: a NumericDate may have a fraction; one beyond the calendar of .NET is a time, too.
        var now = at.ToUnixTimeMilliseconds() / 1000.0;
        if (_notBefore is { } from && now < from)
        {
            return new SealRefusal(SealFaults.NotYetValid, "nbf");
        }

        return _expires is { } until && now >= until ? new SealRefusal(SealFaults.Expired, "exp") : null;
    }

    /// <summary>Whether <c>iat</c> (RFC 7519 section 4.1.6) can be right at <paramref name="now"/>; null when it can, or when there is none.</summary>
    /// <param name="now">The time it is, by the verifier's clock.</param>
    /// <param name="tolerance">How far ahead of that clock an honest clock may be.</param>
    public SealRefusal? CheckIssuedAt(DateTimeOffset now, TimeSpan tolerance) =>
        _issuedAt is { } issued && issued - (now.ToUnixTimeMilliseconds() / 1000.0) > tolerance.TotalSeconds ? new SealRefusal(SealFaults.IssuedAhead, "iat") : null;

    /// <param name="payload">The claims in clear, with the digests.</param>
    /// <param name="encoded">The disclosures as received.</param>
    /// <param name="rules">How to read both.</param>
    /// <param name="isCredential">Whether it says that it is an SD-JWT VC, of which <c>vct</c> alone is required.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="refusal">Why they were refused.</param>
    internal static bool TryRead(
        JsonElement payload, ImmutableArray<string> encoded, SdJwtRules rules, bool isCredential,
        [NotNullWhen(true)] out ForeignClaims? claims, [NotNullWhen(false)] out SealRefusal? refusal)
    {
        claims = null;
        refusal = ReadDisclosures(encoded, rules, out var disclosures);
        if (refusal is not null || !DisclosureMerger.TryCheck(payload, disclosures, rules, out var found, out refusal))
        {
            return false;
        }

        var reader = new RegisteredClaims(payload, found.TopLevel);
        var type = isCredential ? reader.Text("vct") : null;
        CheckForms(reader, isCredential);
        var (notBefore, expires, issuedAt) = (reader.Seconds("nbf"), reader.Seconds("exp"), reader.Seconds("iat"));
        refusal = reader.Refusal ?? CheckHolderKey(reader) ?? (isCredential && type is null ? new SealRefusal(SealFaults.ClaimMissing, "vct") : null);
        claims = refusal is null
            ? new ForeignClaims(DisclosureMerger.Merge(payload, disclosures, rules).Payload, found.HiddenCount, notBefore, expires, issuedAt)
            : null;
        return claims is not null;
    }

    /// <summary>RFC 7519 section 4.1 and RFC 7800 section 3.1 give these a form; whether they are there is up to the issuer.</summary>
    private static void CheckForms(RegisteredClaims reader, bool isCredential)
    {
        reader.Text("iss");
        reader.Text("jti");
        reader.Confirmation();
        if (isCredential)
        {
            reader.Text("vct#integrity");
        }
    }

    /// <summary>Whoever reads a private key in a record could act as its holder.</summary>
    private static SealRefusal? CheckHolderKey(RegisteredClaims reader) =>
        reader.TryGet("cnf", out var cnf) && cnf.TryGetProperty("jwk"u8, out var key) && JwkMembers.IsPrivate(key)
            ? new SealRefusal(SealFaults.KeyPrivate, "cnf.jwk")
            : null;

    private static SealRefusal? ReadDisclosures(ImmutableArray<string> encoded, SdJwtRules rules, out Disclosure[] disclosures)
    {
        disclosures = new Disclosure[encoded.Length];
        for (var i = 0; i < disclosures.Length; i++)
        {
            // A character beyond ASCII, which only the JSON form can bring, becomes '?', which base64url does not have.
            var ascii = Encoding.ASCII.GetBytes(encoded[i]);
            var fault = Disclosure.Read(ascii, rules, new byte[ascii.Length * 3 / 4], out _, out var disclosure);
            if (fault is not null || disclosure is null)
            {
                // The rest of the text was read: a disclosure that is no JSON answers to no digest.
                return new SealRefusal(fault is null || fault == SealFaults.NotJson ? SealFaults.DisclosureMalformed : fault, $"disclosures[{i}]");
            }

            disclosures[i] = disclosure;
        }

        return null;
    }
}
