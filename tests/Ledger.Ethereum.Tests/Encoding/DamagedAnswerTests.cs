using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Tests.Peers;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>
/// Damages answers and events with random values, for every generated class. Each one is refused by our own exception, or is the exact encoding of
/// other values: encoding what was read gives the damaged bytes again.
/// </summary>
public sealed class DamagedAnswerTests
{
    private const int ValuesEach = 40;
    private const int DamagesEach = 20;

    [Fact]
    public void Decode_DamagedAnswerOfAnyOutput_IsRefusedOrAnotherValue()
    {
        var random = RandomValues.For(nameof(Decode_DamagedAnswerOfAnyOutput_IsRefusedOrAnotherValue));
        var tally = new Tally();

        foreach (var output in GeneratedClasses.Outputs)
        {
            for (var i = 0; i < RandomValues.Cases(ValuesEach); i++)
            {
                var value = GeneratedClasses.Random(random, output.Type);
                var data = GeneratedClasses.Encode(value);
                AssertSame(value, GeneratedClasses.Decode(output.Type, data));
                for (var j = 0; j < DamagesEach; j++)
                {
                    var damaged = Damage(random, data);
                    tally.Count(output, () => GeneratedClasses.Encode(GeneratedClasses.Decode(output.Type, damaged)), damaged);
                }
            }
        }

        tally.AssertEnough();
    }

    [Fact]
    public void DecodeEvent_DamagedLogOfAnyEvent_IsRefusedOrAnotherValue()
    {
        var random = RandomValues.For(nameof(DecodeEvent_DamagedLogOfAnyEvent_IsRefusedOrAnotherValue));
        var tally = new Tally();

        foreach (var one in GeneratedClasses.Events)
        {
            for (var i = 0; i < RandomValues.Cases(ValuesEach); i++)
            {
                var value = GeneratedClasses.Random(random, one.Type);
                var (topics, data) = (GeneratedClasses.Encode(value, indexed: true), GeneratedClasses.Encode(value, indexed: false));
                AssertSame(value, GeneratedClasses.DecodeEvent(one.Type, topics, data));
                for (var j = 0; j < DamagesEach; j++)
                {
                    if (data.Length > 0 && random.Chance(0.7))
                    {
                        var damaged = Damage(random, data);
                        tally.Count(one, () => GeneratedClasses.Encode(GeneratedClasses.DecodeEvent(one.Type, topics, damaged), indexed: false), damaged);
                    }
                    else if (topics.Length > 0)
                    {
                        byte[] damaged = random.Chance(0.2) ? topics[..^32] : random.Chance(0.2) ? [.. topics, .. random.Bytes(32)] : Flip(random, topics);
                        tally.Count(one, () => GeneratedClasses.Encode(GeneratedClasses.DecodeEvent(one.Type, damaged, data), indexed: true), damaged);
                    }
                }
            }
        }

        tally.AssertEnough();
    }

    /// <summary>A view without an answer must not read as "never revoked" or anything else.</summary>
    [Fact]
    public void Decode_NothingAtAll_IsRefusedForEveryOutput()
    {
        Assert.True(GeneratedClasses.Outputs.Length > 25);
        Assert.All(GeneratedClasses.Outputs, output => Assert.Throws<EncodingException>(() => GeneratedClasses.Decode(output.Type, [])));
    }

    private static void AssertSame(object expected, object read) => Assert.Equal(Text(expected), Text(read));

    private static string Text(object value) => System.Text.Json.JsonSerializer.Serialize(GeneratedClasses.Json(value));

    private static byte[] Damage(RandomValues random, byte[] data) => random.Next(0, 7) switch
    {
        0 => data[..random.Next(0, data.Length - 1)],
        1 => data[..(random.Next(0, (data.Length / 32) - 1) * 32)],
        2 => [.. data, .. random.Bytes(random.Next(1, 64))],
        3 => [.. data, .. new byte[32]],
        4 => WithWord(random, data, WordOf(random.Next(0, 2) switch { 0 => int.MaxValue, 1 => random.Next(0, data.Length), _ => 1L << random.Next(0, 62) })),
        5 => WithWord(random, data, random.Bytes(32)),
        _ => Flip(random, data),
    };

    private static byte[] Flip(RandomValues random, byte[] data)
    {
        byte[] changed = [.. data];
        changed[random.Next(0, data.Length - 1)] ^= (byte)(1 << random.Next(0, 7));
        return changed;
    }

    private static byte[] WithWord(RandomValues random, byte[] data, byte[] word)
    {
        byte[] changed = [.. data];
        word.CopyTo(changed, random.Next(0, (data.Length / 32) - 1) * 32);
        return changed;
    }

    private static byte[] WordOf(long number)
    {
        var word = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), number);
        return word;
    }

    private sealed class Tally
    {
        private int _refused;
        private int _others;

        public void Count(GeneratedClass one, Func<byte[]> readAndEncode, byte[] damaged)
        {
            try
            {
                Assert.True(damaged.AsSpan().SequenceEqual(readAndEncode()), $"{one} accepted {Hex.Data(damaged)}, which encodes nothing.");
                _others++;
            }
            catch (EncodingException)
            {
                _refused++;
            }
        }

        /// <summary>Fails when nothing was damaged or nothing was accepted, so that an empty test does not pass.</summary>
        public void AssertEnough()
        {
            Assert.InRange(_refused, 8_000, int.MaxValue);
            Assert.InRange(_others, 500, int.MaxValue);
        }
    }
}
