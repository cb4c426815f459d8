using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Verify.Evidence;

/// <summary>Keccak-256 with the original padding, as Ethereum uses it (Yellow Paper, section 4). It is not SHA3-256 of FIPS 202.</summary>
public static class Keccak
{
    public static Digest Hash(ReadOnlySpan<byte> data)
    {
        var keccak = new KeccakDigest(256);
        keccak.BlockUpdate(data);
        Span<byte> hash = stackalloc byte[Digest.Length];
        keccak.DoFinal(hash);
        return Digest.TryRead(hash, out var digest) ? digest : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Hashes a text in UTF-8. A log origin becomes the id of a department in this way, and a <c>vct</c> the id of a record type.</summary>
    public static Digest OfText(string text) => Hash(System.Text.Encoding.UTF8.GetBytes(text));
}
