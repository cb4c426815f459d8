namespace Ledger.Samples;

/// <summary>
/// The random numbers of the sample city: xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators"), with a state from
/// SplitMix64. It is implemented here so that a seed gives the same city on every runtime and version. Never use it for secrets.
/// </summary>
internal sealed class Xoshiro256
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Makes a generator from four SplitMix64 outputs of <paramref name="seed"/>.</summary>
    public Xoshiro256(ulong seed)
    {
        var state = seed;
        _a = SplitMix64(ref state);
        _b = SplitMix64(ref state);
        _c = SplitMix64(ref state);
        _d = SplitMix64(ref state);
    }

    /// <summary>Makes an independent generator for one numbered part of the city, so parts do not depend on each other's length.</summary>
    public static Xoshiro256 ForPart(ulong seed, long part)
    {
        var state = seed;
        var mixed = SplitMix64(ref state) ^ unchecked((ulong)part * GoldenGamma);
        return new Xoshiro256(SplitMix64(ref mixed));
    }

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    public static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            state += GoldenGamma;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>A number from 0 to <paramref name="count"/> − 1. The bias is at most count / 2^64, which does not matter here.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), checked((ulong)count), out _);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True in about <paramref name="percent"/> of 100 calls.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Fills all of <paramref name="destination"/>.</summary>
    public void Fill(Span<byte> destination)
    {
        for (var at = 0; at < destination.Length; at += sizeof(ulong))
        {
            var bits = Next();
            for (var i = at; i < Math.Min(at + sizeof(ulong), destination.Length); i++)
            {
                destination[i] = (byte)(bits & 0xFF);
                bits >>= 8;
            }
        }
    }
}
