using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures a node over HTTP: issuing single records, and reading bundles and the checkpoint. The node is the built service on an empty data directory,
/// with its embedded chain. The limit is <see cref="BareServer"/>, with requests and answers of the same lengths, in turns with the node. For single
/// records the flush of the disk is the second limit, and it is measured between the turns.
/// </summary>
/// <param name="records">The records that are issued with each number of callers. As many bundles and checkpoints are read.</param>
/// <param name="service">The assembly of the service.</param>
/// <param name="bare">The assembly of <c>Ledger.BareHttp</c>.</param>
/// <param name="folder">The folder of the benchmark.</param>
internal sealed class HttpBench(int records, string service, string bare, string folder)
{
    private const int Rounds = 3;
    private const int WarmUp = 600;
    private const int Readers = 8;
    private const string RecordsPath = $"/v1/departments/{BenchDepartment.Name}/records";

    // A record waits for three flushes: new keys, the journal, the checkpoint. A request that arrives in a running commit waits for half of it too.
    private const int Flushes = 3;

    private static readonly TimeSpan LongestBareTurn = TimeSpan.FromSeconds(1);
    private static readonly int[] Issuers = [1, 8, 32];

    private readonly ConcurrentQueue<(string Key, byte[] Utf8)> _lines = new();
    private readonly ConcurrentQueue<string> _issued = new();
    private readonly AppendLimit _flush = new();
    private double _done;

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var warmUp = Math.Min(WarmUp, records);
        WriteLines(warmUp + (Issuers.Length * Rounds * PerTurn));
        await using var node = await MeasuredNode.StartAsync(service, folder, cancellationToken);
        await using var limit = await BareServer.StartAsync(bare, folder, cancellationToken);
        var stages = Issuers.Length + 2d;
        void Report() => report(++_done / stages);

        var figures = new JsonObject { ["bench"] = "http" };
        await IssueAsync(node, limit, Readers, 1, warmUp, cancellationToken);
        MeasureFlush();
        var issuing = new Dictionary<int, JsonObject>();
        foreach (var callers in Issuers)
        {
            issuing[callers] = await IssueAsync(node, limit, callers, Rounds, PerTurn, cancellationToken);
            MeasureFlush();
            Report();
        }

        figures["flushMilliseconds"] = Math.Round(_flush.FlushMilliseconds, 2);
        issuing[1]["p50BoundMilliseconds"] = Math.Round((Flushes * _flush.FlushMilliseconds) + 2, 2);
        issuing[8]["p50BoundMilliseconds"] = Math.Round((1.5 * Flushes * _flush.FlushMilliseconds) + 1, 2);
        foreach (var callers in Issuers)
        {
            figures[$"post{callers}"] = issuing[callers];
        }

        var bundles = await PrepareBundlesAsync(node, cancellationToken);
        figures["bundle"] = await ReadAsync(node, limit, bundles, cancellationToken);
        Report();
        figures["checkpoint"] = await ReadAsync(node, limit, [$"/{BenchDepartment.Name}/log/checkpoint"], cancellationToken);
        Report();
        return figures;
    }

    private int PerTurn => Math.Max(1, records / Rounds);

    private void WriteLines(int count)
    {
        var path = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(path, count);
        foreach (var line in File.ReadLines(path).Select(Encoding.UTF8.GetBytes))
        {
            _lines.Enqueue((RecordRequestReader.FindKey(line)!, line)); // Not null: each line of the sample city has a key.
        }
    }

    private void MeasureFlush() => _flush.Measure(Path.Combine(folder, "flush"), recordLength: 4096, batchSize: 1);

    private Task<JsonObject> IssueAsync(MeasuredNode node, BareServer limit, int callers, int rounds, int count, CancellationToken cancellationToken)
    {
        var sample = _lines.First();
        return MeasureAsync(
            node, limit, callers, rounds, count,
            () => _lines.TryDequeue(out var line) ? Post(node, line) : throw new UnreachableException("A line is written for each request."),
            () => Post(node, sample),
            answer => _issued.Enqueue(answer.Headers.Location!.ToString()), // Not null: a created record has an address.
            cancellationToken);
    }

    private async Task<JsonObject> ReadAsync(MeasuredNode node, BareServer limit, string[] paths, CancellationToken cancellationToken)
    {
        var number = 0;
        HttpRequestMessage Next() => node.Request(HttpMethod.Get, paths[Interlocked.Increment(ref number) % paths.Length]);
        await MeasureAsync(node, limit, Readers, 1, Math.Min(WarmUp, records), Next, Next, _ => { }, cancellationToken);
        return await MeasureAsync(node, limit, Readers, Rounds, PerTurn, Next, Next, _ => { }, cancellationToken);
    }

    /// <summary>Reads the bundle of each issued record once. Waits until the newest anchor is final, so that each bundle has its anchor.</summary>
    /// <exception cref="InvalidOperationException">No anchor became final in that time.</exception>
    private async Task<string[]> PrepareBundlesAsync(MeasuredNode node, CancellationToken cancellationToken)
    {
        string[] paths = [.. _issued.Select(record => record + "/bundle")];
        foreach (var path in (string[])[paths[^1], .. paths])
        {
            var request = node.Request(HttpMethod.Get, path);
            request.Headers.Add("Prefer", "wait=30");
            var bundle = JsonNode.Parse(await node.Callers.ReadAsync(request, cancellationToken));
            if (bundle!["anchor"] is null) // A bundle is an object.
            {
                throw new InvalidOperationException($"{path} has no anchor yet.");
            }
        }

        return paths;
    }

    private static HttpRequestMessage Post(MeasuredNode node, (string Key, byte[] Utf8) line)
    {
        var request = node.Request(HttpMethod.Post, RecordsPath);
        request.Headers.Add("Idempotency-Key", line.Key);
        request.Content = new ByteArrayContent(line.Utf8) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return request;
    }

    /// <summary>Sends the same number of requests to the node in each round, and to the limit for as long, at most a second.</summary>
    private static async Task<JsonObject> MeasureAsync(
        MeasuredNode node, BareServer limit, int callers, int rounds, int count, Func<HttpRequestMessage> next, Func<HttpRequestMessage> sample,
        Action<HttpResponseMessage> answered, CancellationToken cancellationToken)
    {
        var (paces, bares) = (new HttpPace(), new HttpPace());
        for (var round = 0; round < rounds; round++)
        {
            var left = count;
            var (processor, allocated) = (node.Processor, await node.ReadAllocatedAsync(cancellationToken));
            var turn = await node.Callers.RunAsync(callers, () => Interlocked.Decrement(ref left) >= 0 ? next() : null, answered, cancellationToken);
            paces.Add(turn, node.Processor - processor, await node.ReadAllocatedAsync(cancellationToken) - allocated);

            var (length, start) = (paces.AnswerBytes, Stopwatch.GetTimestamp());
            var most = turn.Elapsed < LongestBareTurn ? turn.Elapsed : LongestBareTurn;
            processor = limit.Processor;
            turn = await limit.Callers.RunAsync(
                callers, () => Stopwatch.GetElapsedTime(start) < most ? BareServer.Request(sample(), length) : null, _ => { }, cancellationToken);
            bares.Add(turn, limit.Processor - processor, 0);
        }

        var figures = paces.ToJson();
        figures["allocatedBytesPerRequest"] = Math.Round(paces.AllocatedBytes);
        figures["answerBytes"] = paces.AnswerBytes;
        figures["callers"] = callers;
        figures["bare"] = bares.ToJson();
        figures["ratio"] = Math.Round(paces.PerSecond / bares.PerSecond, 3);
        return figures;
    }
}
