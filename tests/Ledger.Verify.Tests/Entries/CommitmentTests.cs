using System.Security.Cryptography;
using Ledger.Verify.Entries;

namespace Ledger.Verify.Tests.Entries;

public sealed class CommitmentTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Compute_SaltAndText_IsTheHashOfTheSaltAndTheTextsHash() =>
        Assert.Equal(SHA256.HashData([.. Salt, .. SHA256.HashData("a.b.c"u8)]), Commitment.Compute(Salt, "a.b.c"u8).ToArray());

    [Fact]
    public void Compute_AnyOneBitOfSaltOrTextFlipped_IsAnother()
    {
        var commitment = Commitment.Compute(Salt, "a.b.c"u8);
        byte[] input = [.. Salt, .. "a.b.c"u8];

        Assert.All(Enumerable.Range(0, input.Length * 8), bit =>
        {
            byte[] damaged = [.. input];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(commitment, Commitment.Compute(damaged.AsSpan(0, 32), damaged.AsSpan(32)));
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Compute_SaltOfAnotherLength_Throws(int length) => Assert.Throws<ArgumentException>(() => Commitment.Compute(new byte[length], "a.b.c"u8));
}
