using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>Makes and checks the holder's proof of possession: the KB-JWT of RFC 9901 section 4.3.</summary>
public static class KeyBinding
{
    private const string Type = "kb+jwt";

    // Nonces and audiences are often URLs. They are always inside base64url and never inside HTML, so nothing is escaped for HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends a proof to a presentation.</summary>
    /// <param name="presentation">A compact form that ends with a tilde, as <see cref="SdJwtClaims.Present"/> returns it.</param>
    /// <param name="holder">The key of the holder, the one in <c>cnf</c>.</param>
    /// <param name="audience">The verifier that asks for the proof.</param>
    /// <param name="nonce">The value that the verifier chose for this request.</param>
    /// <param name="at">The time by the clock of the holder. Written in whole seconds.</param>
    /// <returns>The presentation with the proof after its last tilde.</returns>
    /// <exception cref="ArgumentException">The presentation does not end with a tilde.</exception>
    public static string Create(string presentation, ISealSigner holder, string audience, string nonce, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        ArgumentNullException.ThrowIfNull(holder);
        if (!presentation.EndsWith('~'))
        {
            throw new ArgumentException("A presentation without key binding ends with a tilde.", nameof(presentation));
        }

        var header = Encoding.ASCII.GetBytes($$"""{"alg":"{{holder.Algorithm.JoseName()}}","typ":"{{Type}}"}""");
        var payload = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(payload, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("aud"u8, audience);
            writer.WriteNumber("iat"u8, at.ToUnixTimeSeconds());
            writer.WriteString("nonce"u8, nonce);
            writer.WriteString("sd_hash"u8, ComputeHash(Encoding.ASCII.GetBytes(presentation)));
            writer.WriteEndObject();
        }

        var signingInput = $"{Base64Url.Encode(header)}.{Base64Url.Encode(payload.WrittenSpan)}";
        var signature = holder.Sign(Encoding.ASCII.GetBytes(signingInput));
        return $"{presentation}{signingInput}.{Base64Url.Encode(signature)}";
    }

    /// <summary>Checks a proof against the policy (RFC 9901 section 7.3). Null when the policy is satisfied.</summary>
    /// <param name="sdJwt">The presentation, with or without a proof.</param>
    /// <param name="claims">The claims of the presentation. Its seal must have been checked, because the issuer names the key of the holder.</param>
    /// <param name="policy">The policy that the verifier chose in advance.</param>
    public static Refusal? Check(SdJwt sdJwt, SdJwtClaims claims, KeyBindingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sdJwt);
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(policy);
        var proof = sdJwt.KeyBindingJwt;
        if (policy.Expectation is not { } expected)
        {
            return proof is null ? null : new Refusal(SealFaults.BindingUnexpected, "keyBinding");
        }

        if (proof is null)
        {
            return new Refusal(SealFaults.BindingMissing, "keyBinding");
        }

        if (claims.HolderKey is not { } key)
        {
            return new Refusal(SealFaults.HolderKeyMissing, "cnf");
        }

        return CompactJws.TryParse(Encoding.ASCII.GetBytes(proof), Type, "keyBinding", out var jws, out var refusal)
            ? CheckSignature(jws, key) ?? CheckPayload(jws.Payload, expected, ComputeHash(sdJwt.PresentationAscii))
            : refusal;
    }

    private static Refusal? CheckSignature(CompactJws proof, Jwk key)
    {
        if (proof.Algorithm != key.Algorithm)
        {
            return new Refusal(SealFaults.BindingAlgorithm, "keyBinding.header.alg");
        }

        using var verifier = SealVerifier.For(key);
        return proof.IsSignedBy(verifier) ? null : new Refusal(SealFaults.BindingSignature, "keyBinding.signature");
    }

    private static Refusal? CheckPayload(JsonElement payload, KeyBindingExpectation expected, string hash)
    {
        var claims = new RegisteredClaims(payload, []);
        var at = claims.Time("iat");
        var audience = claims.Text("aud"); // RFC 9901 section 4.3 allows one string and no list.
        var nonce = claims.Text("nonce");
        var covered = claims.Text("sd_hash");
        if (at is not { } madeAt || audience is null || nonce is null || covered is null)
        {
            return new Refusal(SealFaults.BindingMalformed, "keyBinding.payload");
        }

        if (madeAt < expected.Now - expected.MaxAge || madeAt > expected.Now + expected.MaxAhead)
        {
            return new Refusal(SealFaults.BindingTime, "keyBinding.payload.iat");
        }

        if (audience != expected.Audience)
        {
            return new Refusal(SealFaults.BindingAudience, "keyBinding.payload.aud");
        }

        if (nonce != expected.Nonce)
        {
            return new Refusal(SealFaults.BindingNonce, "keyBinding.payload.nonce");
        }

        return covered == hash ? null : new Refusal(SealFaults.BindingHash, "keyBinding.payload.sd_hash");
    }

    private static string ComputeHash(ReadOnlySpan<byte> presentation) => Base64Url.Encode(Digest.Sha256(presentation).ToArray());
}
