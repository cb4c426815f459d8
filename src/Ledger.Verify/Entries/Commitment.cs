using Ledger.Verify.Trees;

namespace Ledger.Verify.Entries;

/// <summary>
/// The commitment that an entry holds instead of the payload: SHA-256(salt ‖ SHA-256(sealed)). The salt is random, so nobody can find the payload
/// by guessing. Once the salt is destroyed, nothing links the entry to the payload.
/// </summary>
public static class Commitment
{
    public const int SaltLength = 32;

    /// <param name="salt">32 random bytes.</param>
    /// <param name="sealedText">The committed text. For a record: the ASCII of its compact issuer JWT without disclosures.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="ArgumentException">The salt is not 32 bytes long.</exception>
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
