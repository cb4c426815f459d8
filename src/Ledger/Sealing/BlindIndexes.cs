using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>
/// Computes keyed hashes of values that must be found again but not stored: identity numbers, idempotency keys, requests, document numbers, codes of shares. Identity
/// numbers can be guessed, so a plain hash would reveal them. Safe for use from any thread.
/// </summary>
public sealed class BlindIndexes
{
    private readonly KeyOctets _subjects;
    private readonly KeyOctets _keys;
    private readonly KeyOctets _requests;
    private readonly KeyOctets _documents;
    private readonly KeyOctets _shares;

    public BlindIndexes(IMasterKey master)
    {
        _subjects = master.Derive("blind index of subjects");
        _keys = master.Derive("blind index of idempotency keys");
        _requests = master.Derive("fingerprint of requests");
        _documents = master.Derive("blind index of document numbers");
        _shares = master.Derive("blind index of share codes");
    }

    /// <summary>
    /// HMAC-SHA256(secret, idType ‖ 0x00 ‖ idNumber), of the canonical form of the identity. The zero byte separates the two parts, so that different
    /// pairs never give the same text.
    /// </summary>
    public Digest ForSubject(IdentityNumber identity) => Hmac(_subjects, identity.IndexText);

    /// <summary>The HMAC of the key of a document number, as <see cref="DocumentNumber.FindKey"/> makes it.</summary>
    public Digest ForDocument(string documentKey) => Hmac(_documents, documentKey);

    /// <summary>
    /// The HMAC of the code of a share. A code has 55 random bits, and all plain hashes of so many can be tried. So whoever copies the files without the
    /// master key opens no share.
    /// </summary>
    public Digest ForShare(string symbols) => Hmac(_shares, symbols);

    public Digest ForIdempotencyKey(string idempotencyKey) => Hmac(_keys, idempotencyKey);

    /// <summary>The HMAC of a request's digest. The log holds only what <see cref="SubjectKey.Fingerprint"/> makes of it, because whoever has the master key could guess the request.</summary>
    public Digest ForRequest(Digest request)
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
