using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>
/// Tests the adapter with event logs that both peers encode as a node returns them. It reads the same facts, and rejects malformed logs.
/// </summary>
public sealed class RandomLogTests(EthersPeer ethers, ViemPeer viem)
{
    private const long Newest = 1000;
    private static readonly ChainAddress Registry = Address(0xcc);
    private static readonly ChainAddress Anchor = Address(0xaa);
    private static readonly ChainAddress Status = Address(0xbb);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAnchors_LogsFromEitherPeer_GiveTheSameFacts()
    {
        var random = RandomValues.For(nameof(ReadAnchors_LogsFromEitherPeer_GiveTheSameFacts));
        var cases = Enumerable.Range(0, RandomValues.Cases(40)).Select(_ => (
            Origin: random.Text(), Old: random.Number(64), New: random.Number(64), Root: Digest.Sha256(random.Bytes(8)))).ToArray();
        var fragment = GeneratedClasses.Events.Single(one => one.Type == typeof(AnchoredEventDTO)).Fragment;

        await ForBothAsync(
            random,
            cases.Select(one => (object)new
            {
                kind = "log",
                fragment,
                values = new[] { OnChainId.OfDepartment(one.Origin).ToHex(), $"{one.Old}", $"{one.New}", one.Root.ToHex() },
            }),
            async (i, log) =>
            {
                var one = cases[i];
                if (one.Old > long.MaxValue || one.New > long.MaxValue)
                {
                    await AssertRefusedAsync(Anchor, log, chain => chain.ReadAnchorsAsync(one.Origin, 0, Cancel)); // No tree is that large.
                    return;
                }

                using var honest = Chain(Anchor, log);
                var facts = Assert.Single(await honest.ReadAnchorsAsync(one.Origin, 0, Cancel));
                Assert.Equal((one.Old, one.New, one.Root), (facts.OldSize, facts.NewSize, facts.Root));
                await AssertDamageRefusedAsync(Anchor, log, chain => chain.ReadAnchorsAsync(one.Origin, 0, Cancel));
            });
    }

    [Fact]
    public async Task ReadStatusChanges_LogsFromEitherPeer_GiveTheSameFacts()
    {
        var random = RandomValues.For(nameof(ReadStatusChanges_LogsFromEitherPeer_GiveTheSameFacts));
        var cases = Enumerable.Range(0, RandomValues.Cases(40)).Select(_ => (
            Origin: random.Text(), Record: Digest.Sha256(random.Bytes(8)), Status: (byte)random.Number(8),
            Successor: random.Chance(0.5) ? default : Digest.Sha256(random.Bytes(8)), Sequence: random.Number(63))).ToArray();
        var fragment = GeneratedClasses.Events.Single(one => one.Type == typeof(StatusSetEventDTO)).Fragment;

        await ForBothAsync(
            random,
            cases.Select(one => (object)new
            {
                kind = "log",
                fragment,
                values = new[] { OnChainId.OfDepartment(one.Origin).ToHex(), one.Record.ToHex(), $"{one.Status}", one.Successor.ToHex(), $"{one.Sequence}" },
            }),
            async (i, log) =>
            {
                var one = cases[i];
                using var honest = Chain(Status, log);
                var change = Assert.Single((await honest.ReadStatusChangesAsync(one.Origin, Cancel)).Changes);
                Assert.Equal((one.Record, (EntryStatus)one.Status, one.Sequence, one.Successor), (change.RecordId, change.Facts.Status, change.Facts.Sequence, change.Facts.Successor));
                await AssertDamageRefusedAsync(Status, log, async chain => (await chain.ReadStatusChangesAsync(one.Origin, Cancel)).Changes);
            });
    }

    private async Task ForBothAsync(RandomValues random, IEnumerable<object> questions, Func<int, JsonElement, Task> check)
    {
        var questionList = questions.ToArray();
        foreach (var peer in (PeerProgram[])[ethers, viem])
        {
            var answers = await peer.AskAsync(questionList, Cancel);
            for (var i = 0; i < questionList.Length; i++)
            {
                await random.HoldsAsync(peer, questionList[i], () => check(i, answers[i]));
            }
        }
    }

    /// <summary>
    /// Damages a log in many ways and asserts that each is rejected: too short, too long, too few topics, another event, another department.
    /// </summary>
    private static async Task AssertDamageRefusedAsync<T>(ChainAddress contract, JsonElement log, Func<EthereumAnchorChain, ValueTask<T>> read)
    {
        var topics = log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!).ToArray();
        var data = log.GetProperty("data").GetString()!;
        var other = Digest.Sha256([9]).ToHex();
        (string[] Topics, string Data)[] damaged =
        [
            (topics, data[..^2]), (topics, data[..^64]), (topics, data + "00"), (topics, data + new string('0', 64)), (topics, "0x"), (topics, data[..^1]),
            (topics, "0xff" + data[4..]), // The first value is a small number, so its padding is no longer zero.
            (topics[..^1], data), (topics[..1], data), ([], data), ([other, .. topics[1..]], data), ([topics[0], other, .. topics[2..]], data),
        ];
        foreach (var (badTopics, badData) in damaged)
        {
            var bad = new JsonObject { ["topics"] = new JsonArray([.. badTopics.Select(topic => (JsonNode)topic)]), ["data"] = badData };
            await AssertRefusedAsync(contract, JsonVectors.Parse(bad.ToJsonString()), read);
        }
    }

    private static async Task AssertRefusedAsync<T>(ChainAddress contract, JsonElement log, Func<EthereumAnchorChain, ValueTask<T>> read)
    {
        using var chain = Chain(contract, log);
        await OutageAssert.ThrowsAsync(async () => await read(chain));
    }

    private static EthereumAnchorChain Chain(ChainAddress contract, JsonElement log)
    {
        var served = JsonNode.Parse(log.GetRawText())!.AsObject(); // It was read as an object.
        served["address"] = contract.ToString();
        served["blockNumber"] = "0x5";
        served["blockHash"] = FakeNode.Genesis;
        served["transactionHash"] = FakeNode.Genesis;
        served["logIndex"] = "0x0";
        var node = new FakeNode()
            .AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : Newest).ToJsonString()))
            .AnswerWith("eth_getBlockByHash", _ => FakeNode.Result(FakeNode.Block(5).ToJsonString()))
            .AnswerWith("eth_getLogs", _ => FakeNode.Result(new JsonArray(served.DeepClone()).ToJsonString()))
            .AnswerWith("eth_call", parameters => FakeNode.Result($"\"{Hex.Data(View(parameters[0].GetProperty("data").GetString()!))}\""));
        return new EthereumAnchorChain(
            new EthereumChainOptions { Endpoints = [new Uri("http://one.example")], Registry = Registry, Finality = FinalityMode.Instant }, node);
    }

    private static byte[] View(string data) => data[..10] switch
    {
        var selector when selector == Hex.Data(ContractAbi.Selector(typeof(LogAnchorFunction))) =>
            GeneratedClasses.Encode(new LogAnchorOutputDTO { ReturnValue1 = Anchor.ToString() }),
        var selector when selector == Hex.Data(ContractAbi.Selector(typeof(RecordStatusFunction))) =>
            GeneratedClasses.Encode(new RecordStatusOutputDTO { ReturnValue1 = Status.ToString() }),
        _ => GeneratedClasses.Encode(new SequenceOfOutputDTO { ReturnValue1 = 1 }),
    };

    private static ChainAddress Address(byte last) =>
        ChainAddress.TryParse($"0x{new string('0', 38)}{last:x2}", out var address) ? address : throw new System.Diagnostics.UnreachableException();
}
