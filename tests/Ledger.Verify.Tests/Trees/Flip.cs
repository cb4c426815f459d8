using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>Flips single bits.</summary>
internal static class Flip
{
    public static Digest Bit(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return NaiveTree.ToDigest(bytes);
    }
}
