using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>
/// Stands keyed hashes in for values that must be found again and must not be stored: identity numbers, idempotency keys, requests.
/// Identity numbers can be guessed, so a plain hash of one would be the number. Safe for use from any thread.
/// </summary>
public sealed class BlindIndexes
{
    private readonly byte[] _subjects;
    private readonly byte[] _keys;
    private readonly byte[] _requests;

    public BlindIndexes(IMasterKey master)
    {
        _subjects = master.Derive("blind index of subjects");
        _keys = master.Derive("blind index of idempotency keys");
        _requests = master.Derive("fingerprint of requests");
    }

    /// <summary>
    /// HMAC-SHA256(secret, idType ‖ 0x00 ‖ idNumber). The zero byte keeps two pairs from running into one text. The number counts as a
    /// clerk reads it: a check character typed as <c>x</c>, as <c>X</c> or in full width is the same person's.
    /// </summary>
    public Digest OfSubject(Subject subject) => Hmac(_subjects, $"{subject.IdType}\0{AsRead(subject.IdNumber)}");

    public Digest OfKey(string idempotencyKey) => Hmac(_keys, idempotencyKey);

    /// <summary>Of a digest of a request, which by itself could be guessed like the request.</summary>
    public Digest OfRequest(Digest request)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        request.CopyTo(bytes);
        return Hmac(_requests, bytes);
    }

    // U+FF01 to U+FF5E are the full-width forms of U+0021 to U+007E.
    private static string AsRead(string number) => string.Create(number.Length, number, static (text, typed) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.ToUpperInvariant(typed[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(typed[i] - 0xFEE0) : typed[i]);
        }
    }).Trim();

    private static Digest Hmac(byte[] secret, string text) => Hmac(secret, Encoding.UTF8.GetBytes(text));

    private static Digest Hmac(byte[] secret, ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        HMACSHA256.HashData(secret, data, hash);
        return Digest.TryRead(hash, out var digest) ? digest : default;
    }
}
