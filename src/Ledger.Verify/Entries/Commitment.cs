using Ledger.Verify.Trees;

namespace Ledger.Verify.Entries;

/// <summary>
/// How an entry commits to a payload without showing it: SHA-256(salt ‖ SHA-256(sealed)). The salt is random, so the payload cannot be
/// found by guessing, and destroying the salt cuts the entry loose from it.
/// </summary>
public static class Commitment
{
    public const int SaltLength = 32;

    /// <param name="salt">32 random bytes.</param>
    /// <param name="sealedText">For a record the ASCII of its compact issuer JWT without disclosures.</param>
    /// <exception cref="ArgumentException">The salt has another length.</exception>
    public static Digest Compute(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> sealedText)
    {
        if (salt.Length != SaltLength)
        {
            throw new ArgumentException("A salt has 32 bytes.", nameof(salt));
        }

        Span<byte> buffer = stackalloc byte[SaltLength + Digest.Length];
        salt.CopyTo(buffer);
        Digest.Sha256(sealedText).CopyTo(buffer[SaltLength..]);
        return Digest.Sha256(buffer);
    }
}
