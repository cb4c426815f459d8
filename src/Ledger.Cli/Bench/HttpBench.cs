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
    private const int WarmUp = 2_000;
    private const int Readers = 8;
    private const string RecordsPath = $"/v1/departments/{BenchDepartment.Name}/records";

    // Three flushes must come before the answer: new keys, the journal, the head lock. A request that arrives in a running commit waits for half of it too.
    private const int Flushes = 3;

    private static readonly int[] Issuers = [1, 8, 32];

    private readonly ConcurrentQueue<(string Key, byte[] Utf8)> _lines = new();
    private readonly ConcurrentQueue<string> _issued = new();
    private readonly AppendLimit _flush = new();

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        WriteLines(WarmUpCount + (Issuers.Length * Rounds * PerTurn));
        await using var node = await MeasuredNode.StartAsync(service, folder, cancellationToken);
        await using var limit = await BareServer.StartAsync(bare, folder, cancellationToken);
        var both = new HttpComparison(node, limit);
        var figures = new JsonObject { ["bench"] = "http" };
        await both.MeasureAsync(Issue(node, Readers), 1, WarmUpCount, cancellationToken);
        foreach (var (stage, callers) in Issuers.Index())
        {
            MeasureFlush();
            figures[$"post{callers}"] = await both.MeasureAsync(Issue(node, callers), Rounds, PerTurn, cancellationToken);
            report((stage + 1d) / (Issuers.Length + 2));
        }

        MeasureFlush();
        var flush = _flush.FlushMilliseconds;
        figures["flushMilliseconds"] = Math.Round(flush, 2);
        figures["post1"]!["p50BoundMilliseconds"] = Math.Round((Flushes * flush) + 2, 2); // Not null: measured above, as the next.
        figures["post8"]!["p50BoundMilliseconds"] = Math.Round((1.5 * Flushes * flush) + 1, 2);
        figures["bundle"] = await ReadAsync(both, node, await PrepareBundlesAsync(node, cancellationToken), cancellationToken);
        figures["checkpoint"] = await ReadAsync(both, node, [$"/{BenchDepartment.Name}/log/checkpoint"], cancellationToken);
        report(1);
        return figures;
    }

    private int WarmUpCount => Math.Min(WarmUp, records);

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

    private HttpWork Issue(MeasuredNode node, int callers)
    {
        var sample = _lines.First();
        return new HttpWork(
            callers,
            () => _lines.TryDequeue(out var line) ? Post(node, line) : throw new UnreachableException("A line is written for each request."),
            () => Post(node, sample))
        {
            Answered = answer => _issued.Enqueue(answer.Headers.Location!.ToString()), // Not null: a created record has an address.
        };
    }

    private async Task<JsonObject> ReadAsync(HttpComparison both, MeasuredNode node, string[] paths, CancellationToken cancellationToken)
    {
        var number = 0;
        HttpRequestMessage Next() => node.ReadRequest(paths[Interlocked.Increment(ref number) % paths.Length]);
        var work = new HttpWork(Readers, Next, Next);
        await both.MeasureAsync(work, 1, WarmUpCount, cancellationToken);
        return await both.MeasureAsync(work, Rounds, PerTurn, cancellationToken);
    }

    /// <summary>Reads the bundles of the newest records once. Waits until the newest anchor is final, so that each bundle has its anchor.</summary>
    /// <exception cref="InvalidOperationException">No anchor became final in that time.</exception>
    private async Task<string[]> PrepareBundlesAsync(MeasuredNode node, CancellationToken cancellationToken)
    {
        string[] paths = [.. _issued.TakeLast(records).Select(record => record + "/bundle")];
        foreach (var path in (string[])[paths[^1], .. paths])
        {
            var request = node.ReadRequest(path);
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
}
