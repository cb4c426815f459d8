using System.Globalization;
using Ledger.Auditing;
using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>
/// Rolls a restored log forward from its public files, so that the node continues the history that others have seen. What was never public
/// stays lost: the content of these records, and the requests that they answered.
/// </summary>
/// <param name="stores">The stores of the data directory.</param>
/// <param name="source">The public log.</param>
/// <param name="key">The key of the log.</param>
/// <param name="erased">The erased subjects of the department, by the index of their certificates.</param>
/// <param name="forgetsErasures">Whether certificates that are not in the list are accepted.</param>
public sealed class LogReplay(
    IOfflineStores stores, IPublicLog source, VerifierKey key, IReadOnlyDictionary<long, ErasedSubject> erased, bool forgetsErasures)
{
    /// <returns>The number of entries added.</returns>
    /// <exception cref="FaultException">The public log cannot be used, or has another history. The target is then unchanged.</exception>
    public async Task<long> RunAsync(DataLayout target, DepartmentId department, Action<double> report, CancellationToken cancellationToken)
    {
        await using var store = await stores.OpenAsync(target, department, key.Name, rebuildsCatalogue: false, cancellationToken);
        var before = await store.ReadHeadAsync(cancellationToken);
        var shown = await AuditAsync(before, null, done => report(done / 2), cancellationToken);
        if (shown.Size <= before.Size)
        {
            return 0;
        }

        if (!forgetsErasures)
        {
            await AuditAsync(before, EnsureListed(before), done => report(done / 2), cancellationToken);
        }

        var writer = new Writer(store, before, erased);
        await AuditAsync(before, writer.VisitAsync, done => report(0.5 + (done / 2)), cancellationToken);
        return writer.Head.Size == shown.Size && writer.Head.Root == shown.Root
            ? shown.Size - before.Size
            : throw new FaultException(StoreFaults.Damaged, $"The public log of {key.Name} changed while it was read.");
    }

    private async Task<SignedCheckpoint> AuditAsync(
        LogHead before, Func<AuditedEntries, CancellationToken, ValueTask>? visit, Action<double> report, CancellationToken cancellationToken)
    {
        var audit = await new LogAudit(source, key).RunAsync(
            new LogAuditOptions { RootsAt = [before.Size], Visit = visit, Progress = (done, size) => report((double)done / Math.Max(1, size)) },
            cancellationToken) ?? throw new FaultException(RunFaults.NoLog, key.Name);
        if (audit.Head is not { } head || audit.Findings.Count > 0)
        {
            var first = audit.Findings[0];
            throw new FaultException(RunFaults.LogUnusable, $"{first.Fault.Code} {first.Path}");
        }

        // Equal sizes are compared too. A public log with fewer entries than the backup adds nothing.
        return head.Size < before.Size || audit.RootsAt[before.Size] == before.Root
            ? head
            : throw new FaultException(RunFaults.ReplayOfAnotherHistory, string.Create(CultureInfo.InvariantCulture, $"{key.Name}, {before.Size}"));
    }

    // Without the list, the keys in the backup would bring back people who were erased after it.
    private Func<AuditedEntries, CancellationToken, ValueTask> EnsureListed(LogHead before) => (passed, _) =>
    {
        for (var i = (int)Math.Max(0, before.Size - passed.First); i < passed.Texts.Count; i++)
        {
            if (LogEntry.TryParse(passed.Texts[i].ToArray(), out var entry) && entry.Kind is EntryKind.Erasure && !erased.ContainsKey(passed.First + i))
            {
                throw new FaultException(RunFaults.ErasuresUnlisted, string.Create(CultureInfo.InvariantCulture, $"{key.Name}, entry {passed.First + i}"));
            }
        }

        return ValueTask.CompletedTask;
    };

    private sealed class Writer(ILogStore store, LogHead before, IReadOnlyDictionary<long, ErasedSubject> erased)
    {
        public LogHead Head { get; private set; } = before;

        public async ValueTask VisitAsync(AuditedEntries passed, CancellationToken cancellationToken)
        {
            var range = new CompactRange(Head.Size, Head.Peaks);
            var (entries, at) = (new List<NewEntry>(), Head.At);
            for (var i = (int)Math.Max(0, Head.Size - passed.First); i < passed.Texts.Count; i++)
            {
                var entry = ReadEntry(passed.First + i, passed.Texts[i].ToArray(), erased);
                range.Append(TreeHash.Leaf(entry.Text.Span));
                entries.Add(new NewEntry(entry, default));
                at = Math.Max(at, entry.At);
            }

            if (entries.Count > 0)
            {
                var after = new LogHead(range.Size, range.Root(), at, range.Peaks);
                await using var session = await store.BeginWriteAsync(cancellationToken);
                Head = await session.TryCommitAsync(new CommitBatch(Head, after, [.. entries]), cancellationToken)
                    ? after
                    : throw new FaultException(StoreFaults.Damaged, "Somebody else writes to the log that is being restored.");
            }
        }

        private static StoredEntry ReadEntry(long index, byte[] text, IReadOnlyDictionary<long, ErasedSubject> erased) => LogEntry.TryParse(text, out var logged) && RecordId.TryParse(logged.Id, out var id)
            ? new StoredEntry
            {
                Index = index,
                Id = id,
                Kind = logged.Kind,
                Status = logged.Status,
                Successor = null,
                At = logged.At,
                Text = text,
                Type = "",
                Subject = default,
                About = erased.TryGetValue(index, out var one) && one.Certificate == id ? new EntryAbout(null, null, one.Subject) : default,
                KeyHash = default,
                Fingerprint = default,
            }
            : throw new FaultException(RunFaults.LogUnusable, string.Create(CultureInfo.InvariantCulture, $"entry {index}"));
    }
}
