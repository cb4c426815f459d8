using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>Random calls, results, logs and RLP: both peers write what we write, and we read what both write.</summary>
public sealed class RandomEncodingTests(EthersPeer ethers, ViemPeer viem)
{
    private const int CasesEach = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EncodeCall_OfRandomValues_IsWhatBothPeersEncode()
    {
        var random = RandomValues.For(nameof(EncodeCall_OfRandomValues_IsWhatBothPeersEncode));
        var calls = GeneratedClasses.Functions.SelectMany(one => Repeat(() => (one.Fragment, Call: (FunctionMessage)GeneratedClasses.Random(random, one.Type)))).ToArray();

        await AssertBothAsync(
            random,
            calls.Select(call => (object)new { kind = "calldata", fragment = call.Fragment, values = GeneratedClasses.Json(call.Call) }),
            (i, answer) => Assert.Equal(answer.GetString(), Hex.Data(ContractAbi.EncodeCall(calls[i].Call))));
    }

    [Fact]
    public async Task Decode_OfResultsFromEitherPeer_GivesTheSameValues()
    {
        var random = RandomValues.For(nameof(Decode_OfResultsFromEitherPeer_GivesTheSameValues));
        var results = GeneratedClasses.Outputs.SelectMany(one => Repeat(() => (one.Type, one.Fragment, Values: GeneratedClasses.Json(GeneratedClasses.Random(random, one.Type))))).ToArray();

        await AssertBothAsync(
            random,
            results.Select(result => (object)new { kind = "returned", fragment = result.Fragment, values = result.Values }),
            (i, answer) => AssertSame(results[i].Values, GeneratedClasses.Json(GeneratedClasses.Decode(results[i].Type, JsonVectors.Bytes(answer)))));
    }

    [Fact]
    public async Task DecodeEvent_OfLogsFromEitherPeer_GivesTheSameValues()
    {
        var random = RandomValues.For(nameof(DecodeEvent_OfLogsFromEitherPeer_GivesTheSameValues));
        var logs = GeneratedClasses.Events.SelectMany(one => Repeat(() => (one.Type, one.Fragment, Values: GeneratedClasses.Json(GeneratedClasses.Random(random, one.Type))))).ToArray();

        await AssertBothAsync(
            random,
            logs.Select(log => (object)new { kind = "log", fragment = log.Fragment, values = log.Values }),
            (i, answer) =>
            {
                var topics = answer.GetProperty("topics").EnumerateArray().Select(JsonVectors.Bytes).ToArray();
                var data = JsonVectors.Bytes(answer.GetProperty("data"));

                Assert.Equal(Hex.Data(topics[0]), Keccak.OfText(CommittedAbi.Signature(logs[i].Fragment)).ToHex());
                AssertSame(logs[i].Values, GeneratedClasses.Json(GeneratedClasses.DecodeEvent(logs[i].Type, [.. topics.Skip(1).SelectMany(topic => topic)], data)));
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
                Assert.Equal(JsonSerializer.Serialize(RandomValues.Json(items[i])), JsonSerializer.Serialize(RandomValues.Json(Rlp.Decode(JsonVectors.Bytes(answer)))));
            });
    }

    private static IEnumerable<T> Repeat<T>(Func<T> make) => Enumerable.Range(0, RandomValues.Cases(CasesEach)).Select(_ => make());

    private static void AssertSame(object expected, object read) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(read));

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
}
