using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Tracing;
using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>
/// A node's check of its own log while the log is written. It audits the public files as a stranger does. It compares each stored entry and payload
/// with the public copy, every anchored root with the log, and the stored anchors with those on chain. It limits its pace to leave disk bandwidth for
/// other work.
/// </summary>
public sealed class OwnLogCheck(DepartmentLog log, IAnchorStore anchors, TimeProvider clock)
{
    private const int MostReported = 100;

    /// <summary>Runs one check.</summary>
    /// <param name="chain">The anchors on chain, read before. Null if the chain did not answer.</param>
    /// <param name="entriesPerSecond">The pace, in entries per second.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="IOException">The disk cannot be read. This says nothing about the log.</exception>
    public async Task<OwnLogReport> RunAsync(AnchorHistory? chain, int entriesPerSecond, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entriesPerSecond, 1);
        using var span = StepTrace.Start(StepTrace.SelfCheck, log.Department.Id.ToString());
        var stored = new List<LogFinding>();
        var report = await new LogAudit(new TileStoreFiles(log.Tiles), log.Key).RunAsync(
            new LogAuditOptions
            {
                ReadAhead = 1,
                RootsAt = [.. chain?.Anchors.Select(anchor => anchor.NewSize) ?? []],
                Visit = async (passed, token) =>
                {
                    await CompareStoredAsync(passed, stored, token);
                    await Task.Delay(TimeSpan.FromSeconds((double)passed.Texts.Count / entriesPerSecond), clock, token);
                },
            },
            cancellationToken) ?? throw new IOException("The log has no checkpoint.");
        var anchored = chain is null ? null : ChainComparison.Anchors(chain.Anchors, report);
        span.WithSize(report.Head?.Size ?? 0);
        return new OwnLogReport(
            report.Head?.Size ?? 0,
            [.. report.Findings.Concat(stored).Concat(anchored?.Findings ?? []).Concat(await CompareKeptAsync(chain, cancellationToken)).Take(MostReported)],
            anchored?.Agreeing,
            report.IsComplete && anchored is not { IsComplete: false });
    }

    private async ValueTask CompareStoredAsync(AuditedEntries passed, List<LogFinding> findings, CancellationToken cancellationToken)
    {
        for (var i = 0; i < passed.Texts.Count && findings.Count < MostReported; i++)
        {
            var index = passed.First + i;
            try
            {
                var entry = await log.Store.FindAsync(index, cancellationToken);
                await log.Store.ReadPayloadAsync(index, cancellationToken);
                if (entry is null || !entry.Text.Span.SequenceEqual(passed.Texts[i].Span))
                {
                    findings.Add(Finding(AuditFaults.StoredOther, index));
                }
            }
            catch (FaultException damaged) when (StoreFaults.IsDamage(damaged.Fault))
            {
                findings.Add(Finding(AuditFaults.StoredDamaged, index) with { Detail = new LocalizedText(damaged.Detail, damaged.Detail) });
            }
        }
    }

    /// <summary>Compares the stored anchors with the chain. Bundles contain stored anchors, and a wrong one would make them worthless.</summary>
    private async ValueTask<List<LogFinding>> CompareKeptAsync(AnchorHistory? chain, CancellationToken cancellationToken)
    {
        var findings = new List<LogFinding>();
        foreach (var anchor in chain?.Anchors ?? [])
        {
            var place = $"anchor/{anchor.NewSize}";
            try
            {
                var kept = await anchors.FindCoveringAsync(anchor.NewSize - 1, cancellationToken);
                if (kept is { IsFinal: true } && kept.Facts.NewSize == anchor.NewSize && kept.Facts != anchor)
                {
                    findings.Add(new LogFinding(AuditFaults.KeptAnchorOther, place));
                }
            }
            catch (FaultException damaged) when (StoreFaults.IsDamage(damaged.Fault))
            {
                findings.Add(new LogFinding(AuditFaults.KeptAnchorOther, place) { Detail = new LocalizedText(damaged.Detail, damaged.Detail) });
            }
        }

        return findings;
    }

    private static LogFinding Finding(Fault fault, long index) => new(fault, "journal") { First = index, Last = index };
}
