using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how long it takes to make the bundle of a record in a long log: read, decrypt, disclose, find the anchor, prove. First each record is
/// requested once, then all of them repeatedly. The limit is the time of SHA-256 over all nodes of the tiles between the entry and the root.
/// </summary>
internal sealed class ProveBench(int entries, string folder)
{
    private const int Records = 2_000;
    private const int WarmUp = 500;
    private const int AnchorEvery = 10_000;
    private const int Proofs = 5_000;
    private const int TileNodes = 255;

    // Filling the log is not measured. Large commits make it fast.
    private static readonly SequencerOptions Filling = new() { BatchSize = 8192, QueueLength = 16_384 };

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var lines = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(lines, Math.Min(Records, entries));
        var ids = new List<RecordId>(Records);
        await using (var filling = await BenchDepartment.OpenAsync(folder, Filling, TimeProvider.System, cancellationToken))
        {
            await FillAsync(filling.Log.Sequencer, (entries - Records) / 2, done => report(done * 0.4), cancellationToken);
            await filling.IssueAsync(lines, issued => ids.Add(issued.Entry.Id), cancellationToken);
            await FillAsync(filling.Log.Sequencer, entries - (int)filling.Log.Publisher.Published.Head.Size, done => report(0.4 + (done * 0.5)), cancellationToken);
        }

        var opening = Stopwatch.GetTimestamp();
        await using var department = await BenchDepartment.OpenAsync(folder, new SequencerOptions(), TimeProvider.System, cancellationToken);
        var opened = Stopwatch.GetElapsedTime(opening);
        await AnchorAsync(department, cancellationToken);
        var warmUp = Math.Min(WarmUp, ids.Count / 2);
        await ProveAsync(department, ids[..warmUp], warmUp, cancellationToken);
        var first = await ProveAsync(department, ids[warmUp..], ids.Count - warmUp, cancellationToken);
        var times = await ProveAsync(department, ids, Proofs, cancellationToken);
        report(1);
        return new JsonObject
        {
            ["bench"] = "prove",
            ["entries"] = department.Log.Publisher.Published.Head.Size,
            ["openSeconds"] = Math.Round(opened.TotalSeconds, 2),
            ["firstMedianMicroseconds"] = Math.Round(first[first.Length / 2].TotalMicroseconds),
            ["firstP99Microseconds"] = Math.Round(first[first.Length * 99 / 100].TotalMicroseconds),
            ["medianMicroseconds"] = Math.Round(times[times.Length / 2].TotalMicroseconds),
            ["p99Microseconds"] = Math.Round(times[times.Length * 99 / 100].TotalMicroseconds),
            ["sha256Microseconds"] = Math.Round(MeasureTileHashing(department.Log.Publisher.Published.Head.Size).TotalMicroseconds),
        };
    }

    private static async Task FillAsync(LogSequencer log, int count, Action<double> report, CancellationToken cancellationToken)
    {
        var appends = new Queue<Task>();
        for (var i = 0; i < count; i++)
        {
            appends.Enqueue(log.AppendWhenRoomAsync(
                new AppendRequest
                {
                    Id = RecordId.Create(TimeProvider.System.GetUtcNow()),
                    Kind = EntryKind.Certificate,
                    Commitment = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    SubjectIndex = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    KeyHash = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    Fingerprint = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    Payload = RandomNumberGenerator.GetBytes(64),
                },
                cancellationToken).AsTask());
            if (appends.Count == Filling.QueueLength)
            {
                await appends.Dequeue();
                report((double)i / count);
            }
        }

        await Task.WhenAll(appends);
    }

    /// <summary>Saves as many anchors as a node in service has. Without them the search for a record's anchor would take no time.</summary>
    private static async Task AnchorAsync(BenchDepartment department, CancellationToken cancellationToken)
    {
        var published = department.Log.Publisher.Published;
        var block = new ChainBlock(1, Digest.Sha256("block"u8), TimeProvider.System.GetUtcNow());
        for (long size = AnchorEvery; size <= published.Head.Size; size += AnchorEvery)
        {
            var facts = new AnchorFacts(size - AnchorEvery, size, published.Head.Root, Digest.Sha256("transaction"u8), block);
            await department.Store.SaveAsync(new AnchoredCheckpoint(facts, published.Note, IsFinal: true), cancellationToken);
        }
    }

    private static async Task<TimeSpan[]> ProveAsync(BenchDepartment department, List<RecordId> ids, int count, CancellationToken cancellationToken)
    {
        var times = new TimeSpan[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var proved = await department.Prover.ProveAsync(ids[i * 7919 % ids.Count], null, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start);
            _ = proved.Required;
        }

        Array.Sort(times);
        return times;
    }

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
