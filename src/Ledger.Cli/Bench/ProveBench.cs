using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Bundles;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how long it takes to make the bundle of a record in a long log with anchors: read, decrypt, disclose, find the anchor, prove. Cold: the
/// department was just opened, and each record is requested for the first time. Warm: the same records are requested again. The limit is the time of
/// SHA-256 over all nodes of the tiles between the entry and the root.
/// </summary>
/// <param name="entries">The length of the log.</param>
/// <param name="proofs">The number of different entries that are proved while the growth of memory is measured; at most all.</param>
/// <param name="folder">The folder of the benchmark.</param>
internal sealed class ProveBench(int entries, int proofs, string folder)
{
    private const int WarmUp = 3_000;
    private const int WarmProofs = 5_000;
    private const int TileNodes = 255;
    private const int Places = 10;
    private const int Seed = 1;

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var ids = await new LongLog(folder).FillAsync(entries, done => report(done * 0.5), cancellationToken);
        await WarmUpAsync(ids, cancellationToken);
        var opening = Stopwatch.GetTimestamp();
        await using var department = await BenchDepartment.OpenAsync(folder, new SequencerOptions(), TimeProvider.System, cancellationToken);
        var opened = Stopwatch.GetElapsedTime(opening);
        var size = department.Log.Publisher.Published.Head.Size;
        var figures = new JsonObject { ["bench"] = "prove", ["entries"] = size, ["openSeconds"] = Math.Round(opened.TotalSeconds, 2) };
        new Random(Seed).Shuffle(ids);
        await MeasureAsync(department, ids, ids.Length, "cold", figures, cancellationToken);
        await MeasureAsync(department, ids, WarmProofs, "warm", figures, cancellationToken);
        figures["sha256Microseconds"] = Math.Round(MeasureTileHashing(size).TotalMicroseconds);
        await MeasureGrowthAsync(department, done => report(0.5 + (done / 2)), figures, cancellationToken);
        report(1);
        return figures;
    }

    /// <summary>Runs the code until it is compiled, in a department that is closed afterwards, so that its caches are gone.</summary>
    /// <exception cref="InvalidOperationException">A bundle has no anchor, so the measurement has no meaning.</exception>
    private async Task WarmUpAsync(RecordId[] ids, CancellationToken cancellationToken)
    {
        await using var department = await BenchDepartment.OpenAsync(folder, new SequencerOptions(), TimeProvider.System, cancellationToken);
        for (var i = 0; i < WarmUp; i++)
        {
            var proved = await department.Prover.ProveAsync(ids[i % ids.Length], null, cancellationToken);
            if (i < ids.Length && !(RecordBundle.TryRead(proved.Required.Utf8, out var bundle, out _) && bundle.Anchor is not null))
            {
                throw new InvalidOperationException("A bundle of an anchored record has no anchor.");
            }
        }
    }

    private static async Task MeasureAsync(
        BenchDepartment department, RecordId[] ids, int count, string prefix, JsonObject figures, CancellationToken cancellationToken)
    {
        var times = new TimeSpan[count];
        var allocated = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var proved = await department.Prover.ProveAsync(ids[i % ids.Length], null, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start);
            _ = proved.Required;
        }

        allocated = GC.GetTotalAllocatedBytes() - allocated;
        new Latencies(times).WriteTo(figures, prefix);
        figures[prefix + "AllocatedBytes"] = allocated / count;
    }

    /// <summary>
    /// Proves many different entries, each once, and reads the live memory before and at ten places on the way. The first half fills the caches, whose
    /// size is limited and goes up and down; a higher peak in the second half is a leak.
    /// </summary>
    private async Task MeasureGrowthAsync(BenchDepartment department, Action<double> report, JsonObject figures, CancellationToken cancellationToken)
    {
        var indexes = Enumerable.Range(0, (int)department.Log.Publisher.Published.Head.Size).ToArray();
        new Random(Seed).Shuffle(indexes);
        var count = Math.Min(proofs, indexes.Length);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peaks = new long[2]; // Of the first half and the second.
        var done = 0;
        for (var place = 1; place <= Places; place++)
        {
            for (; done < (long)count * place / Places; done++)
            {
                await department.Prover.ProveEntryAsync(indexes[done], cancellationToken);
            }

            ref var peak = ref peaks[place > Places / 2 ? 1 : 0];
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            report((double)place / Places);
        }

        GC.KeepAlive(indexes); // Otherwise the array is freed before the end and hides the growth.
        figures["growthProofs"] = count;
        figures["growthMegabytes"] = ToMegabytes(peaks.Max() - before);
        figures["growthInSecondHalfMegabytes"] = ToMegabytes(peaks[1] - peaks[0]);
    }

    private static double ToMegabytes(long bytes) => Math.Round(bytes / 1e6, 2);

    private static TimeSpan MeasureTileHashing(long size)
    {
        const int Rounds = 100;
        var tiles = 1;
        for (var width = 256L; width < size; width *= 256)
        {
            tiles++;
        }

        var node = new byte[1 + (2 * Digest.Length)];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds * tiles * TileNodes; i++)
        {
            Digest.Sha256(node).CopyTo(node);
        }

        return Stopwatch.GetElapsedTime(start) / Rounds;
    }
}
