using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Log;
using LiteDB;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how many records per second become durable. Each record is read, checked, sealed, encrypted, logged and published. The limit is a plain
/// bulk insert into LiteDB, with documents of the same size in the same batches.
/// </summary>
internal sealed class IssueBench(int records, string folder)
{
    private const int WarmUp = 2_000;

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var lines = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(lines, records);
        var (_, bytes, _) = await IssueAsync(Path.Combine(folder, "warm"), lines, Math.Min(WarmUp, records), _ => { }, cancellationToken);
        GC.Collect();

        // Measures the limit before and after, because the speed of the machine may change meanwhile.
        var before = LiteDbRate("before.db", (int)bytes);
        var (seconds, stored, batches) = await IssueAsync(Path.Combine(folder, "issue"), lines, records, report, cancellationToken);
        var resident = Resident();
        var after = LiteDbRate("after.db", (int)bytes);
        var rate = records / seconds;
        var limit = (before + after) / 2;
        return new JsonObject
        {
            ["bench"] = "issue",
            ["records"] = records,
            ["storedBytesPerRecord"] = stored,
            ["recordsPerSecond"] = Math.Round(rate),
            ["liteDbInsertsPerSecond"] = Math.Round(limit),
            ["ratio"] = Math.Round(rate / limit, 3),
            ["entriesPerCommit"] = Math.Round((double)records / batches, 1),
            ["residentMegabytes"] = resident,
        };
    }

    private static async Task<(double Seconds, long StoredBytes, long Commits)> IssueAsync(
        string folder, string lines, int records, Action<double> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var options = new SequencerOptions();
        await using var department = await BenchDepartment.OpenAsync(folder, options, TimeProvider.System, cancellationToken);
        var done = 0;
        var commits = 0L;
        var lastTime = 0L;
        var start = Stopwatch.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await department.IssueAsync(
                lines,
                issued =>
                {
                    // All entries of one commit have the same time.
                    commits += issued.Entry.At == lastTime ? 0 : 1;
                    lastTime = issued.Entry.At;
                    report((double)++done / records);
                    if (done == records)
                    {
                        enough.Cancel();
                    }
                },
                enough.Token);
        }
        catch (OperationCanceledException) when (done >= records)
        {
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var stored = Directory.EnumerateFiles(Path.Combine(folder, "health", "journal")).Sum(file => new FileInfo(file).Length);
        return (seconds, stored / department.Log.Publisher.Published.Head.Size, Math.Max(1, commits));
    }

    private double LiteDbRate(string name, int size)
    {
        const int Documents = 20_000;
        var batch = new SequencerOptions().BatchSize;
        using var database = new LiteDatabase(Path.Combine(folder, name));
        var collection = database.GetCollection("records");
        var start = Stopwatch.GetTimestamp();
        for (var at = 0; at < Documents; at += batch)
        {
            collection.InsertBulk(
                Enumerable.Range(0, batch).Select(_ => new BsonDocument
                {
                    ["_id"] = Guid.CreateVersion7(),
                    ["payload"] = RandomNumberGenerator.GetBytes(size),
                }),
                batch);
        }

        return Documents / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / (1024 * 1024);
    }
}
