using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Log;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how many records per second become durable. Each record is read, checked, sealed, encrypted, logged and published. The limit is
/// <see cref="AppendLimit"/>.
/// </summary>
internal sealed class IssueBench(int records, string folder)
{
    private const int WarmUp = 2_000;

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var lines = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(lines, records);
        var warm = await IssueAsync(Path.Combine(folder, "warm"), lines, Math.Min(WarmUp, records), _ => { }, cancellationToken);
        GC.Collect();

        var limit = new AppendLimit();
        limit.Measure(Path.Combine(folder, "before"), (int)warm.StoredBytes, (double)Math.Min(WarmUp, records) / warm.Commits);
        var run = await IssueAsync(Path.Combine(folder, "issue"), lines, records, report, cancellationToken);
        var resident = Resident();
        var batch = (double)records / run.Commits;
        limit.Measure(Path.Combine(folder, "after"), (int)run.StoredBytes, batch);
        var rate = records / run.Seconds;
        return new JsonObject
        {
            ["bench"] = "issue",
            ["records"] = records,
            ["storedBytesPerRecord"] = run.StoredBytes,
            ["recordsPerSecond"] = Math.Round(rate),
            ["appendedPerSecond"] = Math.Round(limit.RecordsPerSecond),
            ["ratio"] = Math.Round(rate / limit.RecordsPerSecond, 3),
            ["flushMilliseconds"] = Math.Round(limit.FlushMilliseconds, 2),
            ["entriesPerCommit"] = Math.Round(batch, 1),
            ["processorMicrosecondsPerRecord"] = Math.Round(run.Processor.TotalMicroseconds / records),
            ["allocatedBytesPerRecord"] = run.AllocatedBytes / records,
            ["residentMegabytes"] = resident,
        };
    }

    private static async Task<IssueRun> IssueAsync(
        string folder, string lines, int records, Action<double> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var options = new SequencerOptions();
        await using var department = await BenchDepartment.OpenAsync(folder, options, TimeProvider.System, cancellationToken);
        var done = 0;
        var commits = 0L;
        var lastTime = 0L;
        var (start, processor, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
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
        (processor, allocated) = (Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
        var stored = BenchDepartment.GetJournalLength(folder);
        return new IssueRun(seconds, stored / department.Log.Publisher.Published.Head.Size, Math.Max(1, commits), processor, allocated);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / (1024 * 1024);
    }
}
