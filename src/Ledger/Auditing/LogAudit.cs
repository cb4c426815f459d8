using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>
/// Recomputes a whole tlog-tiles log from its entries: every leaf, every tile of every level, the root, and the signature. Entry bundles are read and
/// hashed in parallel and processed in order. It keeps only the right edge of the tree in memory, so the length of the log does not matter. Each call
/// is one independent audit.
/// </summary>
public sealed class LogAudit(ILogFiles files, VerifierKey key)
{
    private const string CheckpointPath = "checkpoint";
    private const int MostReported = 100;
    private const int MostReadAhead = 64;

    /// <summary>Audits the log at its current checkpoint. Null if there is no checkpoint, because then the log has signed nothing.</summary>
    /// <remarks>
    /// Exceptions of the port are passed to the caller, except those that <see cref="LogAuditOptions.Recognise"/> recognises. Such a file counts as unread and
    /// the audit continues. An exception for the checkpoint is always passed to the caller, because without it nothing can be audited.
    /// </remarks>
    public async Task<LogAuditReport?> RunAsync(LogAuditOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReadAhead, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ReadAhead, MostReadAhead);
        if (await files.ReadAsync(CheckpointPath, cancellationToken) is not { } bytes)
        {
            return null;
        }

        return SignedCheckpoint.TryRead(bytes.Span, key, out var head, out var fault)
            ? await new Walk(options.Recognise is { } recognise ? new TolerantLogFiles(files, recognise) : files, head, options).RunAsync(cancellationToken)
            : new LogAuditReport { Findings = [new LogFinding(fault, CheckpointPath)] };
    }

    /// <summary>One audit, from the first entry to the last.</summary>
    private sealed class Walk(ILogFiles files, SignedCheckpoint head, LogAuditOptions options)
    {
        private readonly AuditNotes _notes = new();
        private readonly RequestedRoots _roots = new([.. options.RootsAt, head.Size]);

        private long _entriesDone;
        private long _filesDone;

        public async Task<LogAuditReport> RunAsync(CancellationToken cancellationToken)
        {
            var upper = new UpperTiles(files, _notes);
            if (await WalkAsync(upper, cancellationToken))
            {
                await upper.FinishAsync(head.Size, cancellationToken);
            }

            return Judge(LogAuditCounts.BeforeReading(head.Size) with { EntriesDone = _entriesDone, FilesDone = _filesDone + upper.Done });
        }

        /// <summary>False if it stopped before the end.</summary>
        private async Task<bool> WalkAsync(UpperTiles upper, CancellationToken cancellationToken)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ahead = new Queue<Task<CheckedBundle>>();
            try
            {
                using var ids = TileSpan.Entries(0, head.Size).GetEnumerator();
                while (true)
                {
                    while (ahead.Count < options.ReadAhead && ids.MoveNext())
                    {
                        ahead.Enqueue(BundleCheck.RunAsync(files, ids.Current, stop.Token));
                    }

                    if (!ahead.TryPeek(out var next))
                    {
                        return true;
                    }

                    var bundle = await next;
                    _ = ahead.Dequeue(); // Dequeue only after the wait: all reads in the queue are awaited at the end, even after an exception.
                    if (!await ProcessAsync(bundle, upper, cancellationToken))
                    {
                        return false;
                    }
                }
            }
            finally
            {
                await stop.CancelAsync();
                await Task.WhenAll(ahead).ContinueWith(
                    ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        private async ValueTask<bool> ProcessAsync(CheckedBundle bundle, UpperTiles upper, CancellationToken cancellationToken)
        {
            Count(bundle);
            AddUpToLimit(_notes.Findings, bundle.Notes.Findings);
            AddUpToLimit(_notes.Unread, bundle.Notes.Unread);
            if (bundle.IsLost)
            {
                // Without these hashes neither the root nor the tiles above can be computed. An unreadable file is not a fault of the log.
                if (bundle.Notes.Unread.Count == 0)
                {
                    _notes.Findings.Add(new LogFinding(AuditFaults.Stopped, bundle.Id.Path) { First = bundle.First, Last = head.Size - 1 });
                }

                return false;
            }

            _roots.Add(bundle);
            if (bundle.Id.Width == PublishedFile.FullWidth)
            {
                await upper.PushAsync(1, bundle.Id.Index, bundle.Root, cancellationToken);
            }

            if (bundle.Entries is { } entries && options.Visit is { } visit)
            {
                await visit(new AuditedEntries(bundle.First, entries), cancellationToken);
            }

            options.Progress?.Invoke(bundle.First + bundle.Id.Width, head.Size);
            return true;
        }

        private void Count(CheckedBundle bundle)
        {
            _entriesDone += bundle.Entries?.Count ?? 0;
            _filesDone += 2 - bundle.Notes.Unread.Count(file => file.First is not null); // Older partial files have no entries of their own.
        }

        // If every file of a log is wrong, the findings must not fill the memory.
        private static void AddUpToLimit<T>(List<T> all, List<T> more) => all.AddRange(more.Take(Math.Max(0, MostReported - all.Count)));

        /// <summary>Where an entry and its hash differ, the signed root decides which one is right.</summary>
        private LogAuditReport Judge(LogAuditCounts counts)
        {
            var isWhole = _roots.Roots.TryGetValue(head.Size, out var root);
            var byEntries = isWhole && root.Computed == head.Root;
            var byTiles = isWhole && root.Stored == head.Root;
            var findings = _notes.Findings.ConvertAll(finding => finding.Fault == AuditFaults.EntryOrTile ? Blame(finding, byEntries, byTiles) : finding);
            if (isWhole && !byEntries && !byTiles)
            {
                findings.Insert(0, new LogFinding(findings.Count == 0 ? AuditFaults.OtherFiles : AuditFaults.RootDiffers, CheckpointPath));
            }

            return new LogAuditReport
            {
                Head = head,
                Findings = [.. findings.Take(MostReported)],
                Unread = [.. _notes.Unread.Take(MostReported)],
                Counts = counts,
                IsRootConfirmed = byEntries || byTiles,
                RootsAt = options.RootsAt.Distinct().Where(_roots.Roots.ContainsKey)
                    .ToDictionary(size => size, size => byTiles && !byEntries ? _roots.Roots[size].Stored : _roots.Roots[size].Computed),
            };
        }

        private static LogFinding Blame(LogFinding open, bool byEntries, bool byTiles) =>
            byEntries ? new LogFinding(AuditFaults.TileHash, open.Beside ?? open.Path) { First = open.First, Last = open.Last }
            : byTiles ? new LogFinding(AuditFaults.EntryChanged, open.Path) { First = open.First, Last = open.Last }
            : open;
    }
}
