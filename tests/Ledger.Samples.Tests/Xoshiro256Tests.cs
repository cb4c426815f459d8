namespace Ledger.Samples.Tests;

public sealed class Xoshiro256Tests
{
    // The values that the C code of the authors prints for this seed.
    [Fact]
    public void SplitMix64_Seed1234567_GivesThePublishedNumbers()
    {
        var state = 1234567UL;

        ulong[] numbers = [Xoshiro256.SplitMix64(ref state), Xoshiro256.SplitMix64(ref state), Xoshiro256.SplitMix64(ref state)];

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], numbers);
    }

    [Fact]
    public void Next_Seed0_GivesThePublishedNumbers()
    {
        var numbers = new Xoshiro256(0);

        Assert.Equal([11091344671253066420UL, 13793997310169335082UL, 1900383378846508768UL], [numbers.Next(), numbers.Next(), numbers.Next()]);
    }

    [Fact]
    public void Between_ManyDraws_CoversBothEndsAndNothingElse()
    {
        var numbers = new Xoshiro256(7);

        var drawn = Enumerable.Range(0, 1000).Select(_ => numbers.Between(3, 6)).Distinct().Order();

        Assert.Equal([3, 4, 5, 6], drawn);
    }
}
