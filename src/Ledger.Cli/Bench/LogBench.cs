using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures a long log: opening, proving and auditing. The limit of the audit is plain SHA-256 on all cores, over the same number of inputs with the
/// same lengths: one for each entry and one for each inner node.
/// </summary>
internal sealed class LogBench(int entries, string folder)
{
    private const int Rounds = 4;
    private const int NodeLength = 1 + (2 * Digest.Length);
    private const int SampleEvery = 64 * 256;

    private static readonly int Cores = Environment.ProcessorCount;

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var figures = await new ProveBench(entries, proofs: 1, folder).RunAsync(done => report(done * 0.9), cancellationToken);
        using var log = Adapters.Nodes.Open(BenchDepartment.GetPublicLog(folder), key: null);
        var audit = new LogAudit(log, BenchDepartment.ReadLogKey(folder));
        var lengths = await MeasureAsync(audit, cancellationToken);

        // Frees the memory of filling and proving, so that only the audit's memory is measured.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (best, limit, peak) = (TimeSpan.MaxValue, TimeSpan.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            limit = Shorter(limit, Measure(() => HashBare(lengths)));
            var start = Stopwatch.GetTimestamp();
            Ensure(await audit.RunAsync(
                new LogAuditOptions { Progress = (done, _) => peak = done % SampleEvery == 0 ? Math.Max(peak, Resident()) : peak }, cancellationToken));
            best = Shorter(best, Stopwatch.GetElapsedTime(start));
            report(0.9 + ((round + 1) * 0.1 / Rounds));
        }

        figures["bench"] = "log";
        figures["auditSeconds"] = Math.Round(best.TotalSeconds, 3);
        figures["auditEntriesPerSecond"] = Math.Round(lengths.Values.Sum() / best.TotalSeconds);
        figures["limitSha256Seconds"] = Math.Round(limit.TotalSeconds, 3);
        figures["auditOfLimit"] = Math.Round(limit / best, 2);
        figures["auditPeakResidentMegabytes"] = Math.Max(peak, Resident()) / 1_000_000;
        return figures;
    }

    /// <summary>Counts the entries of each length. Also warms up the audit.</summary>
    private static async Task<Dictionary<int, long>> MeasureAsync(LogAudit audit, CancellationToken cancellationToken)
    {
        var lengths = new Dictionary<int, long>();
        Ensure(await audit.RunAsync(
            new LogAuditOptions
            {
                Visit = (passed, _) =>
                {
                    foreach (var text in passed.Texts)
                    {
                        lengths[text.Length] = lengths.GetValueOrDefault(text.Length) + 1;
                    }

                    return ValueTask.CompletedTask;
                },
            },
            cancellationToken));
        return lengths;
    }

    private static void HashBare(Dictionary<int, long> lengths) => Parallel.For(0, Cores, _ =>
    {
        foreach (var (length, count) in lengths)
        {
            HashBare(1 + length, count / Cores);
        }

        HashBare(NodeLength, (lengths.Values.Sum() - 1) / Cores);
    });

    private static void HashBare(int length, long count)
    {
        var input = new byte[Math.Max(length, Digest.Length)];
        for (var i = 0L; i < count; i++)
        {
            Digest.Sha256(input.AsSpan(0, length)).CopyTo(input); // The fastest way known, so that the limit is a true limit.
        }
    }

    private static void Ensure(LogAuditReport? report)
    {
        if (report is not { Findings.Count: 0 })
        {
            throw new InvalidOperationException("The log of the measurement is wrong: a figure of it would mean nothing.");
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static TimeSpan Measure(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
