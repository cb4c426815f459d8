using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>
/// Re-computes a whole tlog-tiles log from its entries: every leaf, every tile of every level, the root, and the signature over it. Files
/// of entries are read and hashed side by side and taken in order; what is kept of them is the right edge of the tree, so the log's
/// length does not matter. One audit a call; nothing is remembered.
/// </summary>
public sealed class LogAudit(ILogFiles files, VerifierKey key)
{
    private const string CheckpointPath = "checkpoint";
    private const int MostReported = 100;
    private const int MostReadAhead = 64;

    /// <summary>Audits the log as its checkpoint of now describes it; null when there is no checkpoint, so that nothing was promised.</summary>
    /// <remarks>
    /// What the port throws goes through, unless <see cref="LogAuditOptions.Recognise"/> takes it: then the file counts as not read, and the
    /// audit goes on as far as it can. For the checkpoint it always goes through: without it nothing was audited.
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
            ? await new Pass(options.Recognise is { } recognise ? new RecognisedFiles(files, recognise) : files, head, options).RunAsync(cancellationToken)
            : new LogAuditReport { Findings = [new LogFinding(fault, CheckpointPath)] };
    }

    /// <summary>One walk from the first entry to the last.</summary>
    private sealed class Pass(ILogFiles files, SignedCheckpoint head, LogAuditOptions options)
    {
        private readonly AuditNotes _notes = new();
        private readonly AskedRoots _roots = new([.. options.RootsAt, head.Size]);

        private long _entriesDone;
        private long _filesDone;

        public async Task<LogAuditReport> RunAsync(CancellationToken cancellationToken)
        {
            var upper = new UpperTiles(files, _notes);
            if (await WalkAsync(upper, cancellationToken))
            {
                await upper.FinishAsync(head.Size, cancellationToken);
            }

            return Judge(LogAuditCounts.NothingOf(head.Size) with { EntriesDone = _entriesDone, FilesDone = _filesDone + upper.Done });
        }

        /// <summary>False when it had to stop before the end.</summary>
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
                    _ = ahead.Dequeue(); // Only now: what is in the queue is waited for in the end, whatever it throws.
                    if (!await TakeAsync(bundle, upper, cancellationToken))
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

        private async ValueTask<bool> TakeAsync(CheckedBundle bundle, UpperTiles upper, CancellationToken cancellationToken)
        {
            Count(bundle);
            AddUpToLimit(_notes.Findings, bundle.Notes.Findings);
            AddUpToLimit(_notes.Unread, bundle.Notes.Unread);
            if (bundle.IsLost)
            {
                // Without these hashes no root over them and no tile above them can be computed. What could not be read is no fault of the log.
                if (bundle.Notes.Unread.Count == 0)
                {
                    _notes.Findings.Add(new LogFinding(AuditFaults.Stopped, bundle.Id.Path) { First = bundle.First, Last = head.Size - 1 });
                }

                return false;
            }

            _roots.Take(bundle);
            if (bundle.Id.Width == FoundFile.FullWidth)
            {
                await upper.PushAsync(1, bundle.Id.Index, bundle.Root, cancellationToken);
            }

            if (bundle.Entries is { } entries && options.Visit is { } visit)
            {
                await visit(new PassedEntries(bundle.First, entries), cancellationToken);
            }

            options.Progress?.Invoke(bundle.First + bundle.Id.Width, head.Size);
            return true;
        }

        private void Count(CheckedBundle bundle)
        {
            _entriesDone += bundle.Entries?.Count ?? 0;
            _filesDone += 2 - bundle.Notes.Unread.Count(file => file.First is not null); // Older partial files have no entries of their own.
        }

        // A log of which every file is wrong must not fill the memory with places.
        private static void AddUpToLimit<T>(List<T> all, List<T> more) => all.AddRange(more.Take(Math.Max(0, MostReported - all.Count)));

        /// <summary>The signed root decides which of an entry and its hash is right, where one of the two is.</summary>
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
