using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Tests.Mirroring;

/// <summary>
/// The mirror of the real contracts on a real chain: unchanged, reorganised, reset, and seen through endpoints that leave data out.
/// </summary>
public sealed class MirrorOnChainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_OfEveryKindOfRecordKeyTypeAndAnchor_AreTheChainsOwn()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.Instant);
        await test.FillAsync();

        Assert.True(await test.Mirror.RefreshAsync(Cancel), $"{test.Mirror.State}");

        var suspended = (await new RegistryClient(test.Chain).ReadDepartmentsAsync(Cancel)).Single(department => department.SuspendedAt is not null);
        await test.CheckAllAsync(suspended.Origin);
        var before = test.Endpoint.Requests;
        var mirrored = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
        {
            test.Mirror.View!.FactsOf(Questions(i));
        }

        mirrored.Stop();
        Assert.Equal(before, test.Endpoint.Requests);
        var direct = Stopwatch.StartNew();
        for (var i = 0; i < 50; i++)
        {
            await test.Chain.ReadFactsAsync(Questions(i), Cancel);
        }

        direct.Stop();
        var requests = test.Endpoint.Requests - before;
        var raw = Stopwatch.StartNew();
        for (var i = 0; i < 50; i++)
        {
            await test.AskAsync("eth_blockNumber");
        }

        TestContext.Current.SendDiagnosticMessage(
            $"facts of one bundle: mirror {mirrored.Elapsed.TotalMicroseconds / 1000:0.0} µs, chain {direct.Elapsed.TotalMilliseconds / 50:0.0} ms in {requests / 50.0:0.0} requests, one bare request {raw.Elapsed.TotalMilliseconds / 50:0.0} ms");

        BundleQuestions Questions(int i) => new(test.Department.Origin, MirrorOnChain.Key, MirrorOnChain.Type, MirrorOnChain.Record(i % 200), 5);
    }

    [Fact]
    public async Task Refresh_EventByEvent_IsTheChainAtEachBlock()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.AtDepth(2));
        await test.RefreshedAsync();
        await test.FillAsync();
        await test.RefreshedAsync();
        for (var i = 10; i < 16; i++)
        {
            await test.SetAsync(new StatusCallItem(MirrorOnChain.Record(i), EntryStatus.Suspended, default));
            await test.RefreshedAsync();
        }

        test.Restart();
        await test.Mirror.OpenAsync(Cancel);
        await test.RefreshedAsync();
        Assert.Equal(0, test.Mirror.State.Rebuilds);
    }

    [Fact]
    public async Task Refresh_ReorganisedByOneToEightBlocks_IsTheNewBranch()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.AtDepth(9));
        await test.FillAsync();
        for (var depth = 1; depth <= 8; depth++)
        {
            for (var i = 0; i < depth; i++)
            {
                await test.SetAsync(new StatusCallItem(MirrorOnChain.Record((depth * 4) + (i % 4)), i < 4 ? EntryStatus.Suspended : EntryStatus.Revoked, default));
            }

            await test.RefreshedAsync();
            var before = test.Mirror.View!.Source.Latest;

            // Replaces these blocks by others, without the status changes in them.
            await test.AskAsync("anvil_reorg", depth, new JsonArray());
            await test.RefreshedAsync();

            Assert.NotEqual(before.Hash, (await test.Chain.FindBlockAsync(before.Number, Cancel))!.Hash);
            Assert.Empty(test.Mirror.View!.FactsOf(new(test.Department.Origin, MirrorOnChain.Key, MirrorOnChain.Type, MirrorOnChain.Record(depth * 4), 5)).Statuses.Value);
        }

        Assert.Equal(0, test.Mirror.State.Rebuilds);
    }

    [Fact]
    public async Task Refresh_ChainResetBehindFinalBlocks_RebuildsAndReportsIt()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.Instant);
        await test.FillAsync();
        var snapshot = (await test.AskAsync("evm_snapshot"))!.GetValue<string>();
        await test.SetAsync(new StatusCallItem(MirrorOnChain.Record(10), EntryStatus.Revoked, default));
        await test.RefreshedAsync();
        await test.AskAsync("evm_revert", snapshot);
        await test.AskAsync("anvil_mine", "0x5");

        await test.RefreshedAsync();

        Assert.Equal((1, MirrorFaults.HistoryReplaced), (test.Mirror.State.Rebuilds, test.Mirror.State.LastRebuild));
    }

    public static TheoryData<string> Events => [.. GeneratedClasses.Events
        .Select(one => CommittedAbi.Signature(one.Fragment)).Where(signature => MirrorEvents.Topics.Contains(Keccak.OfText(signature)))];

    [Fact]
    public async Task Refresh_EndpointLeavesAnyKindOfEventOut_AnswersNothing()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.Instant);
        await test.FillAsync();
        foreach (var signature in Events.Select(row => row.Data))
        {
            var leftOut = 0;
            test.Endpoint.Changes = (call, answer) =>
            {
                if (call["method"]!.GetValue<string>() == "eth_getLogs" && answer["result"] is JsonArray logs
                    && logs.LastOrDefault(log => log!["topics"]![0]!.GetValue<string>() == Keccak.OfText(signature).ToHex()) is { } last)
                {
                    leftOut++;
                    logs.Remove(last);
                }
            };
            test.Restart();

            Assert.False(await test.Mirror.RefreshAsync(Cancel), signature);

            Assert.True(leftOut > 0, signature);
            Assert.Null(test.Mirror.View);
            Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
        }

        test.Endpoint.Changes = null;
        test.Restart();
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_EndpointForgesAStatus_AnswersNothing()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.Instant);
        await test.FillAsync();
        test.Endpoint.Changes = (call, answer) =>
        {
            if (call["method"]!.GetValue<string>() == "eth_getLogs" && answer["result"] is JsonArray logs)
            {
                var revoked = logs.First(log => log!["topics"]![0]!.GetValue<string>() == ContractAbi.Topic<StatusSetEventDTO>().ToHex()
                    && log["topics"]![2]!.GetValue<string>() == MirrorOnChain.Record(2).ToHex())!;
                revoked["data"] = string.Concat("0x", new string('0', 64), revoked["data"]!.GetValue<string>().AsSpan(66)); // active
            }
        };

        Assert.False(await test.Mirror.RefreshAsync(Cancel));

        Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
    }

    [Fact]
    public async Task Refresh_EndpointTakesThreeBlocksAtOnce_IsWhole()
    {
        await using var test = await MirrorOnChain.StartAsync(FinalityMode.Instant);
        await test.FillAsync();
        var refused = 0;
        test.Endpoint.Changes = (call, answer) =>
        {
            if (call["method"]!.GetValue<string>() == "eth_getLogs" && Block(call, "toBlock") - Block(call, "fromBlock") >= 3)
            {
                refused++;
                answer.Remove("result");
                answer["error"] = new JsonObject { ["code"] = -32005, ["message"] = "query exceeds max block range 3" };
            }
        };

        await test.RefreshedAsync();

        Assert.True(refused > 0);
    }

    private static long Block(JsonObject call, string name) => Convert.ToInt64(call["params"]![0]![name]!.GetValue<string>(), 16);
}
