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
    private readonly KeyOctets _subjects;
    private readonly KeyOctets _keys;
    private readonly KeyOctets _requests;
    private readonly KeyOctets _documents;

    public BlindIndexes(IMasterKey master)
    {
        _subjects = master.Derive("blind index of subjects");
        _keys = master.Derive("blind index of idempotency keys");
        _requests = master.Derive("fingerprint of requests");
        _documents = master.Derive("blind index of document numbers");
    }

    /// <summary>
    /// HMAC-SHA256(secret, idType ‖ 0x00 ‖ idNumber), of the identity's one form. The zero byte keeps two pairs from running into one text.
    /// </summary>
    public Digest OfSubject(IdentityNumber identity) => Hmac(_subjects, identity.IndexText);

    /// <summary>Of the key of a document number.</summary>
    public Digest OfDocument(string documentKey) => Hmac(_documents, documentKey);

    public Digest OfKey(string idempotencyKey) => Hmac(_keys, idempotencyKey);

    /// <summary>Of a digest of a request, which by itself could be guessed like the request.</summary>
    public Digest OfRequest(Digest request)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        request.CopyTo(bytes);
        return Hmac(_requests, bytes);
    }

    private static Digest Hmac(KeyOctets secret, string text) => Hmac(secret, Encoding.UTF8.GetBytes(text));

    private static Digest Hmac(KeyOctets secret, ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        HMACSHA256.HashData(secret.AsSpan(), data, hash);
        return Digest.TryRead(hash, out var digest) ? digest : default;
    }
}
