using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>
/// The claims of an SD-JWT with its disclosures in place: the "processed SD-JWT payload" of RFC 9901. Trust them only after
/// <see cref="SdJwt.CheckSeal"/>. Immutable; thread-safe.
/// </summary>
public sealed class SdJwtClaims
{
    private readonly SdJwt _source;
    private readonly Lazy<MergedClaims> _merged;

    private SdJwtClaims(SdJwt source, Disclosure[] disclosures, int hiddenCount)
    {
        _source = source;
        _merged = new Lazy<MergedClaims>(() => DisclosureMerger.Merge(source.Jws.Payload, disclosures, SdJwtRules.Own));
        HiddenCount = hiddenCount;
    }

    /// <summary>All visible claims as a JSON object, without <c>_sd</c>, <c>_sd_alg</c> and undisclosed array elements.</summary>
    public JsonElement Payload => _merged.Value.Payload;

    /// <summary>The paths of the disclosed claims, in the order of the disclosures. Array indices count the visible elements.</summary>
    public ImmutableArray<ClaimPath> DisclosedPaths => _merged.Value.Paths;

    /// <summary>The number of hidden claims that can be seen. Decoys are counted. Claims inside a hidden claim are not.</summary>
    public int HiddenCount { get; }

    /// <summary><c>iss</c>; never null under <see cref="SdJwtProfile.Record"/>.</summary>
    public string? Issuer { get; private init; }

    /// <summary><c>vct</c>; never null under <see cref="SdJwtProfile.Record"/>.</summary>
    public string? RecordType { get; private init; }

    /// <summary><c>vct#integrity</c>.</summary>
    public string? TypeIntegrity { get; private init; }

    /// <summary><c>jti</c>: the record id.</summary>
    public string? RecordId { get; private init; }

    /// <summary><c>iat</c>; never null under <see cref="SdJwtProfile.Record"/>.</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary><c>nbf</c>, inclusive.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary><c>exp</c>, exclusive.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary><c>cnf.jwk</c>: the public key of the holder.</summary>
    public Jwk? HolderKey { get; private init; }

    /// <summary>
    /// Checks the record's own dates against <paramref name="at"/>: nbf and exp (RFC 7519 section 4.1). Null when the record is in force.
    /// </summary>
    public Refusal? CheckTimes(DateTimeOffset at)
    {
        if (NotBefore is { } from && at < from)
        {
            return new Refusal(SealFaults.NotYetValid, "nbf");
        }

        return ExpiresAt is { } until && at >= until ? new Refusal(SealFaults.Expired, "exp") : null;
    }

    /// <summary>
    /// Returns the compact form with the chosen claims and without key binding. A path selects the claim, everything in it, and each disclosure
    /// that contains it (whose members in clear become visible too). Null in a path selects every array element. A path to a claim in clear, or to
    /// nothing, adds nothing. Array indices are those of <see cref="Payload"/>.
    /// </summary>
    public string Present(IEnumerable<ClaimPath> paths)
    {
        return Compose([.. DisclosedPaths.Select(FindWanted(paths))]);
    }

    /// <summary>The paths of the claims that <see cref="Present"/> discloses for the given paths, in the order of the disclosures.</summary>
    public ImmutableArray<ClaimPath> FindPresented(IEnumerable<ClaimPath> paths) => [.. DisclosedPaths.Where(FindWanted(paths))];

    // A path that selects a claim also leads into every disclosure that contains it.
    private Func<ClaimPath, bool> FindWanted(IEnumerable<ClaimPath> paths)
    {
        var wanted = paths.ToArray();
        return at => wanted.Any(path => path.Contains(at) || LeadsInto(at, path));
    }

    internal static bool TryRead(SdJwt source, [NotNullWhen(true)] out SdJwtClaims? claims, [NotNullWhen(false)] out Refusal? refusal)
    {
        claims = null;
        refusal = CheckHashAlgorithm(source.Jws.Payload);
        if (refusal is not null)
        {
            return false;
        }

        refusal = ReadDisclosures(source, out var disclosures);
        if (refusal is not null || !DisclosureMerger.TryCheck(source.Jws.Payload, disclosures, SdJwtRules.Own, out var found, out refusal))
        {
            return false;
        }

        var reader = new RegisteredClaims(source.Jws.Payload, found.TopLevel);
        claims = new SdJwtClaims(source, disclosures, found.HiddenCount)
        {
            Issuer = reader.Text("iss"),
            RecordType = reader.Text("vct"),
            TypeIntegrity = reader.Text("vct#integrity"),
            RecordId = reader.Text("jti"),
            IssuedAt = reader.Time("iat"),
            NotBefore = reader.Time("nbf"),
            ExpiresAt = reader.Time("exp"),
            HolderKey = reader.HolderKey(),
        };
        refusal = reader.Refusal ?? CheckRequired(reader, source.Profile);
        claims = refusal is null ? claims : null;
        return claims is not null;
    }

    private static Refusal? CheckHashAlgorithm(JsonElement payload)
    {
        // RFC 9901 section 4.1.1: when it is absent, the algorithm is sha-256. The walk refuses it below the top level.
        var known = !payload.TryGetProperty("_sd_alg"u8, out var algorithm)
            || (algorithm.ValueKind is JsonValueKind.String && algorithm.ValueEquals(SdJwtNames.Sha256));
        return known ? null : new Refusal(SealFaults.HashUnknown, "_sd_alg");
    }

    private static Refusal? ReadDisclosures(SdJwt source, out Disclosure[] disclosures)
    {
        disclosures = new Disclosure[source.DisclosureCount];
        var buffer = new byte[source.PresentationAscii.Length];
        var used = 0;
        for (var i = 0; i < disclosures.Length; i++)
        {
            if (!Disclosure.TryRead(source.DisclosureAscii(i), SdJwtRules.Own, buffer.AsMemory(used), out var written, out var disclosure, out var fault))
            {
                return new Refusal(fault, $"disclosures[{i}]");
            }

            disclosures[i] = disclosure;
            used += written;
        }

        return null;
    }

    private static Refusal? CheckRequired(RegisteredClaims claims, SdJwtProfile profile)
    {
        foreach (var name in profile.RequiredClaims)
        {
            if (!claims.TryGet(name, out _))
            {
                return new Refusal(SealFaults.ClaimMissing, name);
            }
        }

        return null;
    }

    /// <summary>True when <paramref name="path"/> selects something inside the claim of the disclosure at this path.</summary>
    private bool LeadsInto(ClaimPath disclosure, ClaimPath path)
    {
        var at = disclosure.Segments;
        return path.Segments.Length > at.Length
            && ClaimPath.FromSegments(path.Segments.AsSpan()[..at.Length]).Covers(disclosure)
            && ClaimPath.FromSegments([.. at, .. path.Segments.AsSpan()[at.Length..]]).SelectFrom(Payload).Any();
    }

    private string Compose(bool[] shown)
    {
        var text = new StringBuilder(_source.Compact.Length).Append(_source.IssuerJwt).Append('~');
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown[i])
            {
                text.Append(_source.DisclosureText(i)).Append('~');
            }
        }

        return text.ToString();
    }
}
