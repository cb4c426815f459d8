using System.Security.Cryptography;
using System.Text;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// Fills a department with a long log: mostly entries that cannot be read, with real records spread evenly between them, and an anchor every 10,000
/// entries and at the end, as a node in service has them.
/// </summary>
internal sealed class LongLog(string folder)
{
    private const int MostRecords = 2_000;
    private const int RecordsPerGroup = 20;
    private const int AnchorEvery = 10_000;

    // Filling is not measured. Large commits make it fast.
    private static readonly SequencerOptions Options = new() { BatchSize = 8192, QueueLength = 16_384 };

    /// <summary>Fills the log and closes it.</summary>
    /// <param name="entries">The length of the log; at least 1.</param>
    /// <param name="report">Receives the completed share.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The records, in the order of the log.</returns>
    public async Task<RecordId[]> FillAsync(int entries, Action<double> report, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(path, Math.Clamp(entries / 2, 1, MostRecords));
        var groups = File.ReadLines(path).Chunk(RecordsPerGroup).ToList();
        var ids = new List<RecordId>();
        await using var department = await BenchDepartment.OpenAsync(folder, Options, TimeProvider.System, cancellationToken);
        for (var group = 0; group < groups.Count; group++)
        {
            var end = (int)((long)entries * (group + 1) / groups.Count);
            var others = end - (int)department.Log.Publisher.Published.Head.Size - groups[group].Length;
            await AppendOthersAsync(department.Log.Sequencer, others, cancellationToken);
            using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', groups[group])));
            await department.IssueAsync(lines, issued => ids.Add(issued.Entry.Id), cancellationToken);
            report((group + 1d) / groups.Count);
        }

        await AnchorAsync(department, cancellationToken);
        return [.. ids];
    }

    private static async Task AppendOthersAsync(LogSequencer log, int count, CancellationToken cancellationToken)
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
                    Subject = SubjectHandle.Create(),
                    KeyHash = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    Fingerprint = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
                    Payload = RandomNumberGenerator.GetBytes(64),
                },
                cancellationToken).AsTask());
            if (appends.Count == Options.QueueLength)
            {
                await appends.Dequeue();
            }
        }

        await Task.WhenAll(appends);
    }

    /// <summary>Saves the anchors with their true roots.</summary>
    // The chain is one that the department has left. So the anchors count although no chain answers here; finding them and proving to them is the same.
    private static async Task AnchorAsync(BenchDepartment department, CancellationToken cancellationToken)
    {
        var (log, now) = (department.Log, TimeProvider.System.GetUtcNow());
        var last = log.Publisher.Published.Head.Size;
        var block = new ChainBlock(1, Digest.Sha256("block"u8), now);
        for (var (from, size) = (0L, 0L); from < last; from = size)
        {
            size = Math.Min(from + AnchorEvery, last);
            var root = await log.Tree.RootAtAsync(size, cancellationToken);
            var facts = new AnchorFacts(from, size, root, Digest.Sha256("transaction"u8), block);
            await department.Store.SaveAsync(new AnchoredCheckpoint(facts, log.Publisher.Sign(size, root, now), IsFinal: true), cancellationToken);
        }

        var place = new ChainPlace(1, ParseAddress('1'), ParseAddress('2'));
        await department.Store.SaveBindingAsync(new AnchorBinding(place, [new RetiredAnchors(place, last)], []), cancellationToken);
    }

    private static ChainAddress ParseAddress(char digit) => ChainAddress.TryParse("0x" + new string(digit, 40), out var address)
        ? address
        : throw new InvalidOperationException("The text is an address.");
}
