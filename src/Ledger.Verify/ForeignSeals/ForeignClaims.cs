using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.ForeignSeals;

/// <summary>The claims of an SD-JWT of any issuer, with its disclosures in place. Trust them only after the seal is checked. Immutable.</summary>
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

    /// <summary>All visible claims as a JSON object, without <c>_sd</c>, <c>_sd_alg</c> and undisclosed array elements.</summary>
    public JsonElement Payload { get; }

    /// <summary>The number of hidden claims that can be seen. Decoys are counted.</summary>
    public int HiddenCount { get; }

    /// <summary>
    /// Checks the claims' dates against <paramref name="at"/>: <c>nbf</c> is inclusive, <c>exp</c> exclusive. Null when they are in force.
    /// </summary>
    public Refusal? CheckTimes(DateTimeOffset at)
    {
        // RFC 7519 section 2: a NumericDate may have a fraction. A value beyond the .NET calendar is also a valid time.
        var now = at.ToUnixTimeMilliseconds() / 1000.0;
        if (_notBefore is { } from && now < from)
        {
            return new Refusal(SealFaults.NotYetValid, "nbf");
        }

        return _expires is { } until && now >= until ? new Refusal(SealFaults.Expired, "exp") : null;
    }

    /// <summary>
    /// Checks that <c>iat</c> (RFC 7519 section 4.1.6) is not later than <paramref name="now"/>. Null when it is not, or when there is no
    /// <c>iat</c>.
    /// </summary>
    /// <param name="now">The current time by the clock of the verifier.</param>
    /// <param name="tolerance">How far an honest clock may be ahead of that clock.</param>
    public Refusal? CheckIssuedAt(DateTimeOffset now, TimeSpan tolerance) =>
        _issuedAt is { } issued && issued - (now.ToUnixTimeMilliseconds() / 1000.0) > tolerance.TotalSeconds ? new Refusal(SealFaults.IssuedAhead, "iat") : null;

    /// <param name="payload">The payload: the claims in clear and the digests.</param>
    /// <param name="encoded">The disclosures as received.</param>
    /// <param name="rules">The rules for reading both.</param>
    /// <param name="isCredential">Whether the text says that it is an SD-JWT VC. If so, <c>vct</c> is required, and nothing else.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="refusal">The reason for a refusal.</param>
    internal static bool TryRead(
        JsonElement payload, ImmutableArray<string> encoded, SdJwtRules rules, bool isCredential,
        [NotNullWhen(true)] out ForeignClaims? claims, [NotNullWhen(false)] out Refusal? refusal)
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
        refusal = reader.Refusal ?? CheckHolderKey(reader) ?? (isCredential && type is null ? new Refusal(SealFaults.ClaimMissing, "vct") : null);
        claims = refusal is null
            ? new ForeignClaims(DisclosureMerger.Merge(payload, disclosures, rules).Payload, found.HiddenCount, notBefore, expires, issuedAt)
            : null;
        return claims is not null;
    }

    /// <summary>RFC 7519 section 4.1 and RFC 7800 section 3.1 define the form of these claims. The issuer may leave them out.</summary>
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

    /// <summary>A private key in a record would let every reader act as the holder.</summary>
    private static Refusal? CheckHolderKey(RegisteredClaims reader) =>
        reader.TryGet("cnf", out var cnf) && cnf.TryGetProperty("jwk"u8, out var key) && JwkMembers.IsPrivate(key)
            ? new Refusal(SealFaults.KeyPrivate, "cnf.jwk")
            : null;

    private static Refusal? ReadDisclosures(ImmutableArray<string> encoded, SdJwtRules rules, out Disclosure[] disclosures)
    {
        disclosures = new Disclosure[encoded.Length];
        for (var i = 0; i < disclosures.Length; i++)
        {
            // Only the JSON form can contain a character beyond ASCII. It becomes '?', which is not in base64url.
            var ascii = Encoding.ASCII.GetBytes(encoded[i]);
            if (!Disclosure.TryRead(ascii, rules, new byte[ascii.Length], out _, out var disclosure, out var fault))
            {
                // The rest of the text is readable, so a disclosure that is not JSON matches no digest.
                return new Refusal(fault == SealFaults.NotJson ? SealFaults.DisclosureMalformed : fault, $"disclosures[{i}]");
            }

            disclosures[i] = disclosure;
        }

        return null;
    }
}
