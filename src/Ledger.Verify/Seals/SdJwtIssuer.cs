using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>
/// Seals records as SD-JWT VC (RFC 9901, media type <c>application/dc+sd-jwt</c>) with one key. Safe for concurrent use if the signer and the
/// random source are. Each thread has its own buffers.
/// </summary>
public sealed class SdJwtIssuer
{
    [ThreadStatic]
    private static DisclosureWriter? _idleWriter;

    private readonly ISealSigner _signer;
    private readonly Action<Span<byte>> _fillRandom;
    private readonly byte[] _headerAndDot;

    /// <summary>Makes an issuer whose salts come from the random number generator of the system.</summary>
    public SdJwtIssuer(ISealSigner signer)
        : this(signer, RandomNumberGenerator.Fill)
    {
    }

    /// <param name="signer">The key of the department.</param>
    /// <param name="fillRandom">Fills a span with unpredictable bytes. For most records it is called once.</param>
    public SdJwtIssuer(ISealSigner signer, Action<Span<byte>> fillRandom)
    {
        ArgumentNullException.ThrowIfNull(signer);
        _signer = signer;
        _fillRandom = fillRandom;
        var keyId = Base64Url.EncodeToString(signer.Thumbprint.ToArray());
        var header = $$"""{"alg":"{{signer.Algorithm.JoseName()}}","kid":"{{keyId}}","typ":"{{SdJwtProfile.Record.Type}}"}""";
        _headerAndDot = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)) + ".");
    }

    /// <summary>The number of decoy digests at top level, which hide the number of claims (RFC 9901 section 4.2.5). Default 0.</summary>
    public int Decoys { get; init; }

    /// <summary>Seals one record.</summary>
    /// <param name="claims">The personal claims: one JSON object in UTF-8 with whole numbers only and no repeated names.</param>
    /// <param name="rules">The claims that become disclosures.</param>
    /// <param name="clear">The claims that everybody can read.</param>
    /// <param name="sealedJwt">The sealed record.</param>
    /// <param name="refusal">Why the claims cannot be sealed, and which claim is wrong.</param>
    public bool TryIssue(
        ReadOnlySpan<byte> claims, DisclosureRules rules, ClearClaims clear,
        [NotNullWhen(true)] out SealedSdJwt? sealedJwt, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(clear);
        sealedJwt = null;
        if (!TryReadClaims(claims, clear, out var json, out refusal))
        {
            return false;
        }

        var writer = _idleWriter ?? new DisclosureWriter();
        _idleWriter = null; // If the random source itself calls this method, that call must not use the same writer.
        var disclosures = writer.Write(json, rules, clear, Decoys, _fillRandom);
        refusal = CheckSize(disclosures, writer.Payload.Length);
        sealedJwt = refusal is null ? new SealedSdJwt(Sign(writer.Payload), disclosures) : null;
        _idleWriter = writer;
        return sealedJwt is not null;
    }

    private static bool TryReadClaims(
        ReadOnlySpan<byte> claims, ClearClaims clear, out JsonElement json, [NotNullWhen(false)] out Refusal? refusal)
    {
        // The claims must not contain their own _sd: the department would sign digests of claims it never saw.
        if (!StrictJson.TryParse(claims, new JsonRules(SdJwtLimits.MaxDepth, ReservedNames.Refused, NumberForm.Whole), out json, out var fault))
        {
            refusal = new Refusal(fault, "claims");
            return false;
        }

        refusal = json.ValueKind is JsonValueKind.Object
            ? CheckNames(json, clear)
            : new Refusal(SealFaults.NotJson, "claims");
        return refusal is null;
    }

    private static Refusal? CheckNames(JsonElement claims, ClearClaims clear)
    {
        foreach (var member in claims.EnumerateObject())
        {
            var name = member.Name;
            var isTaken = SdJwtNames.Taken.Contains(name)
                || (clear.Additional.ValueKind is JsonValueKind.Object && clear.Additional.TryGetProperty(name, out _));
            if (isTaken)
            {
                return new Refusal(SealFaults.ClaimNameTaken, ClaimPath.FromSegments(name).ToString());
            }
        }

        return null;
    }

    private Refusal? CheckSize(ImmutableArray<SealedDisclosure> disclosures, int payloadLength)
    {
        if (disclosures.Length > SdJwtLimits.MaxDisclosures)
        {
            return new Refusal(SealFaults.TooManyDisclosures, "claims");
        }

        var issuerJwtLength = _headerAndDot.Length + Base64Url.GetEncodedLength(payloadLength)
            + 1 + Base64Url.GetEncodedLength(SealAlgorithmNames.SignatureLength);
        return SealedSdJwt.CompactLength(issuerJwtLength, disclosures) > SdJwtLimits.MaxLength
            ? new Refusal(SealFaults.TooLarge, "claims")
            : null;
    }

    private string Sign(ReadOnlySpan<byte> payload)
    {
        var signingInput = new byte[_headerAndDot.Length + Base64Url.GetEncodedLength(payload.Length)];
        _headerAndDot.CopyTo(signingInput, 0);
        Base64Url.EncodeToUtf8(payload, signingInput.AsSpan(_headerAndDot.Length));
        var signature = _signer.Sign(signingInput);
        return string.Concat(Encoding.ASCII.GetString(signingInput), ".", Base64Url.EncodeToString(signature));
    }
}
