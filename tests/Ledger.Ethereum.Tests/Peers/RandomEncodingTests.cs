using System.Text.Json;
using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>Calls, results, logs and RLP of random values: both peers write what we write, and we read what both write.</summary>
public sealed class RandomEncodingTests(EthersPeer ethers, ViemPeer viem)
{
    private const int CasesEach = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Tables_EveryFunctionAndEvent_IsInACommittedAbi()
    {
        Assert.Empty(AbiTables.Unknown);
        Assert.True(AbiTables.Functions.Length > 20);
        Assert.True(AbiTables.Events.Length > 1);
    }

    [Fact]
    public async Task EncodeCall_OfRandomValues_IsWhatBothPeersEncode()
    {
        var random = RandomValues.For(nameof(EncodeCall_OfRandomValues_IsWhatBothPeersEncode));
        var calls = AbiTables.Functions.SelectMany(one => Repeat(() => (one.Function, one.Fragment, one.Inputs, Values: random.Value(one.Inputs)))).ToArray();

        await AssertBothAsync(
            random,
            calls.Select(call => (object)new { kind = "calldata", fragment = call.Fragment, values = RandomValues.Json(call.Inputs, call.Values) }),
            (i, answer) => Assert.Equal(answer.GetString(), Hex.Data(calls[i].Function.EncodeCall(calls[i].Values.Items))));
    }

    [Fact]
    public async Task DecodeResult_OfWhatBothPeersEncode_IsTheSameValues()
    {
        var random = RandomValues.For(nameof(DecodeResult_OfWhatBothPeersEncode_IsTheSameValues));
        var results = AbiTables.Functions.Where(one => one.Outputs.Items.Length > 0)
            .SelectMany(one => Repeat(() => (one.Function, one.Fragment, one.Outputs, Json: RandomValues.Json(one.Outputs, random.Value(one.Outputs))))).ToArray();

        await AssertBothAsync(
            random,
            results.Select(result => (object)new { kind = "returned", fragment = result.Fragment, values = result.Json }),
            (i, answer) =>
            {
                var data = Vectors.Bytes(answer);
                AssertSame(results[i].Json, results[i].Outputs, results[i].Function.DecodeResult(data));
                AssertDamageIsSeen(random, data, results[i].Outputs, results[i].Function.DecodeResult);
            });
    }

    [Fact]
    public async Task DecodeData_OfLogsBothPeersEncode_IsTheSameValues()
    {
        var random = RandomValues.For(nameof(DecodeData_OfLogsBothPeersEncode_IsTheSameValues));
        var logs = AbiTables.Events.SelectMany(one => Repeat(() => (one.Event, one.Fragment, one.Parameters, one.Indexed, Values: random.Value(one.Parameters)))).ToArray();

        await AssertBothAsync(
            random,
            logs.Select(log => (object)new { kind = "log", fragment = log.Fragment, values = RandomValues.Json(log.Parameters, log.Values) }),
            (i, answer) =>
            {
                var (abiEvent, _, parameters, indexed, values) = logs[i];
                var topics = answer.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()).ToArray();
                var data = Vectors.Bytes(answer.GetProperty("data"));
                var (topicTypes, dataType) = (Chosen(parameters, indexed, true), Chosen(parameters, indexed, false));

                Assert.Equal(abiEvent.Topic.ToHex(), topics[0]);
                Assert.Equal(Hex.Data(AbiCodec.Encode(topicTypes, Chosen(values, indexed, true))), "0x" + string.Concat(topics.Skip(1).Select(topic => topic![2..])));
                AssertSame(RandomValues.Json(dataType, Chosen(values, indexed, false)), dataType, abiEvent.DecodeData(data));
                AssertDamageIsSeen(random, data, dataType, abiEvent.DecodeData);
            });
    }

    [Fact]
    public async Task Rlp_OfRandomNestedItems_IsWhatBothPeersEncode()
    {
        var random = RandomValues.For(nameof(Rlp_OfRandomNestedItems_IsWhatBothPeersEncode));
        var items = Enumerable.Range(0, RandomValues.Cases(300)).Select(_ => random.Rlp()).ToArray();

        await AssertBothAsync(
            random,
            items.Select(item => (object)new { kind = "rlp", item = RandomValues.Json(item) }),
            (i, answer) =>
            {
                Assert.Equal(answer.GetString(), Hex.Data(Rlp.Encode(items[i])));
                Assert.Equal(JsonSerializer.Serialize(RandomValues.Json(items[i])), JsonSerializer.Serialize(RandomValues.Json(Rlp.Decode(Vectors.Bytes(answer)))));
            });
    }

    private static IEnumerable<T> Repeat<T>(Func<T> make) => Enumerable.Range(0, RandomValues.Cases(CasesEach)).Select(_ => make());

    private static AbiType Chosen(AbiType parameters, bool[] indexed, bool wanted) =>
        new(AbiKind.Tuple, 0, [.. parameters.Items.Where((_, i) => indexed[i] == wanted)]);

    private static AbiValue Chosen(AbiValue values, bool[] indexed, bool wanted) => AbiValue.List(values.Items.Where((_, i) => indexed[i] == wanted).ToArray());

    private static void AssertSame(object expected, AbiType type, AbiValue value) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(RandomValues.Json(type, value)));

    /// <summary>Whatever is cut off, added or changed is refused, or is the one encoding of other values: nothing is read past.</summary>
    private static void AssertDamageIsSeen(RandomValues random, byte[] data, AbiType type, DecodeBytes decode)
    {
        if (data.Length == 0)
        {
            return; // An event whose parameters are all topics.
        }

        Assert.Throws<EncodingException>(() => decode(data.AsSpan(0, data.Length - 1)));
        Assert.Throws<EncodingException>(() => decode([.. data, 0]));
        Assert.Throws<EncodingException>(() => decode([.. data, .. new byte[32]]));
        Assert.Throws<EncodingException>(() => decode([]));
        var whole = JsonSerializer.Serialize(RandomValues.Json(type, decode(data)));
        byte[] changed = [.. data];
        changed[random.Next(0, data.Length - 1)] ^= (byte)(1 << random.Next(0, 7));
        try
        {
            Assert.NotEqual(whole, JsonSerializer.Serialize(RandomValues.Json(type, decode(changed))));
        }
        catch (EncodingException)
        {
            // Refused: what a bit in a padding, an offset or a length comes to.
        }
    }

    private async Task AssertBothAsync(RandomValues random, IEnumerable<object> questions, Action<int, JsonElement> check)
    {
        var asked = questions.ToArray();
        foreach (var peer in (PeerProgram[])[ethers, viem])
        {
            var answers = await peer.AskAsync(asked, Cancel);
            Assert.Equal(asked.Length, answers.Length);
            for (var i = 0; i < asked.Length; i++)
            {
                random.Holds(peer, asked[i], () => check(i, answers[i]));
            }
        }
    }

    private delegate AbiValue DecodeBytes(ReadOnlySpan<byte> data);
}
