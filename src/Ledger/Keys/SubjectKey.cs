using System.Security.Cryptography;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>The data key of one subject of a department. Immutable. Safe for use from any thread.</summary>
/// <param name="Handle">The subject.</param>
/// <param name="Key">Encrypts the subject's payloads.</param>
public sealed record SubjectKey(SubjectHandle Handle, KeyOctets Key)
{
    /// <summary>
    /// The fingerprint of a request about the subject. It tells a repeat from another request, and nobody can compute it once the key is destroyed.
    /// </summary>
    /// <param name="request">The keyed hash of the request, so that the request cannot be guessed with this key alone.</param>
    public Digest Fingerprint(Digest request)
    {
        // A key of its own, so that the data key is used by one algorithm only.
        Span<byte> key = stackalloc byte[Digest.Length];
        HMACSHA256.HashData(Key.AsSpan(), "fingerprint of requests"u8, key);
        Span<byte> bytes = stackalloc byte[Digest.Length];
        request.CopyTo(bytes);
        HMACSHA256.HashData(key, bytes, bytes);
        CryptographicOperations.ZeroMemory(key);
        return Digest.TryRead(bytes, out var fingerprint) ? fingerprint : default;
    }

    /// <summary>Leaves out the key.</summary>
    public override string ToString() => $"SubjectKey {Handle}";
}
