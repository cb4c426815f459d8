using System.Globalization;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// Audits one department. It reads the chain, and then audits in three parts: the log alone, the log against the chain, each record. An outage ends
/// the part that needs the answer, and the report says so. Used once.
/// </summary>
internal sealed class DepartmentAuditor(AuditContext context, NodeDepartment department)
{
    private const double LogShare = 0.5;
    private const int StatusPart = 200;

    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    // Longer than proof of stake needs for finality (about 15 minutes) plus the longest useful interval between anchors.
    private static readonly TimeSpan FinalityPatience = TimeSpan.FromMinutes(30);

    private readonly DepartmentResult _result = new(department) { AreRecordsAsked = context.Node.HasTokens };

    /// <param name="report">Receives the completed share, 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the audit.</param>
    public async Task<DepartmentResult> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var facts = await TryAsync(() => ReadChainAsync(cancellationToken));
        var isThere = await TryAsync(() => AuditLogAsync(facts, share => report(share * LogShare), cancellationToken));
        if (isThere && facts is { Department: not null })
        {
            CountAnchored(facts);
            await TryAsync(() => CompareStatusesAsync(facts, cancellationToken));
            await TryAsync(() => AuditRecordsAsync(facts, share => report(LogShare + (share * (1 - LogShare))), cancellationToken));
        }

        report(1);
        return _result;
    }

    /// <summary>Runs one part of the audit. A part that fails is reported. Findings before it and parts after it are not affected.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> part)
    {
        try
        {
            return await part();
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            _result.AddUnchecked(ChainAuditFaults.ChainSilent, outage.Detail);
        }
        catch (FaultException problem)
        {
            _result.AddUnchecked(ReasonOf(problem.Fault), problem.Detail);
        }

        return default;
    }

    private static Fault ReasonOf(Fault fault) =>
        fault == RunFaults.Unreachable ? ChainAuditFaults.NodeSilent
        : fault == RunFaults.Refused ? ChainAuditFaults.NodeRefused
        : fault == RunFaults.CannotBeRead ? ChainAuditFaults.AnswerUnreadable
        : fault;

    private async Task<RegisteredFacts> ReadChainAsync(CancellationToken cancellationToken)
    {
        var facts = await RegisteredFacts.ReadAsync(context.Chain, department, context.Node, context.Cache, cancellationToken);
        _result.Registered = facts.Department;
        _result.NewestAnchor = facts.Anchors.Anchors.LastOrDefault();
        _result.StatusesOnChain = facts.Statuses.Count;
        if (facts.Department is null)
        {
            _result.Add(new LogFinding(ChainAuditFaults.NotAdmitted, department.Origin));
        }
        else if (facts.LogKey is not { } key || key.ToString() != department.Vkey)
        {
            _result.Add(new LogFinding(ChainAuditFaults.LogKeyNotRegistered, department.Vkey));
        }

        if (!facts.Anchors.IsWhole || !facts.Statuses.IsWhole)
        {
            _result.AddUnchecked(ChainAuditFaults.ChainIncomplete, string.Join(", ", facts.Source.Endpoints));
        }

        if (facts.Source.Final.Number <= 0)
        {
            _result.AddUnchecked(ChainAuditFaults.NoFinalBlock, string.Create(CultureInfo.InvariantCulture, $"{facts.Source.Finality}, block {facts.Source.Final.Number}"));
        }

        foreach (var open in facts.Moves.Unchecked)
        {
            _result.AddUnchecked(open.Fault, open.Detail);
        }

        return facts;
    }

    /// <summary>Audits the log. True if there is a log to compare.</summary>
    private async Task<bool> AuditLogAsync(RegisteredFacts? facts, Action<double> report, CancellationToken cancellationToken)
    {
        var key = facts?.LogKey ?? (VerifierKey.TryParse(department.Vkey, out var shown) ? shown : null);
        if (key is null)
        {
            _result.AddUnchecked(ChainAuditFaults.NoCheckpoint, department.Vkey);
            return false;
        }

        var statePath = context.StatePath(department.Id, "head");
        var remembered = statePath is null ? null : await StateFile.ReadAsync(statePath, key, cancellationToken);
        var contents = new LogContents { TimesAtSizes = (facts?.AnchoredSizes ?? []).ToHashSet() };
        using var source = context.Node.OpenLog(department.Id, key);
        var (audit, time) = await DepartmentResult.TimedAsync(() => new LogAudit(source, key).RunAsync(
            new LogAuditOptions
            {
                RootsAt = [.. facts?.AnchoredSizes ?? [], .. remembered is null ? [] : (long[])[remembered.Size]],
                Visit = contents.VisitAsync,
                Recognise = source.Recognise,
                Progress = (done, size) => report((double)done / Math.Max(1, size)),
            },
            cancellationToken));
        _result.LogTime = time;
        if (audit is null)
        {
            _result.AddUnchecked(ChainAuditFaults.NoCheckpoint, source.ToString() ?? "");
            return false;
        }

        contents.End(audit.Head?.Size ?? 0);
        _result.Head = audit.Head;
        _result.Log = audit.Head is null ? null : audit.Counts;
        _result.Contents = contents;
        _result.Remembered = remembered;
        _result.Add(audit.Findings);
        _result.Add(contents.Findings);
        foreach (var file in audit.Unread)
        {
            _result.AddUnchecked(ReasonOf(file.Fault), $"{file.Path}: {file.Detail}");
        }

        await CompareHeadsAsync(facts, remembered, audit, source, cancellationToken);
        if (statePath is not null && audit.Head is { } head && _result.Findings.Count == 0 && audit.IsComplete)
        {
            StateFile.Write(statePath, key, head);
        }

        return audit.Head is not null;
    }

    private async Task CompareHeadsAsync(
        RegisteredFacts? facts, SignedCheckpoint? remembered, LogAuditReport audit, IPublicLog source, CancellationToken cancellationToken)
    {
        if (facts is not null)
        {
            _result.Left = [.. facts.Moves.Left.Select(left => new RetiredChainResult(left, facts.Moves.LeftBy!.Value, Compare(left.Anchors, audit)))]; // Not null, because a record exists.
            _result.AnchorsAgreeing = Compare(facts.Anchors.Anchors, audit);
            _result.Anchors = _result.Anchors! with { Due = facts.Anchors.Head.Count + facts.Moves.Left.Sum(left => left.Anchors.Count) }; // Just compared.
            foreach (var anchors in facts.Moves.Left.Select(IReadOnlyList<AnchorFacts> (left) => left.Anchors).Append(facts.Anchors.Anchors))
            {
                _result.Add(EntryTimes.FindAhead(anchors, _result.Contents!)); // Set just before.
            }
        }

        var history = remembered is null ? null : await HistoryCheck.CompareWithAuditAsync(remembered, audit, new ProofFiles(source), cancellationToken);
        if (history?.Answer is HistoryAnswer.Unknown)
        {
            _result.AddUnchecked(audit.IsComplete ? ChainAuditFaults.LogIncomplete : ChainAuditFaults.LogUnread, "checkpoint");
        }

        if (history?.Contradiction is { } found)
        {
            _result.Add(new LogFinding(found.Fault, "checkpoint") { Detail = found.Sizes });
            WriteContradiction(context.StatePath(department.Id, "head") + ".evidence.json", VerifierKeyOf(facts), found);
        }
    }

    /// <summary>How many anchors of a chain agree with the log.</summary>
    private int Compare(IReadOnlyList<AnchorFacts> held, LogAuditReport audit)
    {
        var anchors = ChainComparison.Anchors(held, audit);
        _result.Add(anchors.Findings);
        _result.Anchors = new WorkCount(0, (_result.Anchors?.Done ?? 0) + anchors.Compared);
        if (!anchors.IsComplete)
        {
            _result.AddUnchecked(audit.Unread.Count > 0 ? ChainAuditFaults.LogUnread : ChainAuditFaults.LogIncomplete, "checkpoint");
        }

        return anchors.Agreeing;
    }

    private VerifierKey VerifierKeyOf(RegisteredFacts? facts) =>
        facts?.LogKey ?? (VerifierKey.TryParse(department.Vkey, out var shown) ? shown : throw new FaultException(RunFaults.AnswerUnreadable, "vkey"));

    /// <summary>Counts the records without a final anchor, and reports those that are not new.</summary>
    private void CountAnchored(RegisteredFacts facts)
    {
        var (records, size, now) = (_result.Contents!.Records, _result.Head!.Size, context.Time.GetUtcNow()); // Not null once the log was read.
        var open = records.SkipWhile(record => record.Index < facts.FinalSize).ToList();
        var waiting = open.Count(record => (now - DateTimeOffset.FromUnixTimeMilliseconds(record.At)).Duration() <= FinalityPatience);
        _result.Records = new RecordCounts { Issued = records.Count, NotAnchored = open.Count, Waiting = waiting };
        if (waiting < open.Count || (size > 0 && facts.FinalSize == 0))
        {
            _result.AddUnchecked(ChainAuditFaults.NotAnchored, string.Create(
                CultureInfo.InvariantCulture, $"{open.Count} of {records.Count} records; final anchors cover {facts.FinalSize} of {size} entries"));
        }
    }

    private async Task<bool> CompareStatusesAsync(RegisteredFacts facts, CancellationToken cancellationToken)
    {
        var contents = _result.Contents!; // Not null once the log was read.
        var due = facts.Statuses.Count + facts.Moves.Left.Sum(left => left.Statuses.Count) + contents.StatusEntries;
        _result.Statuses = new WorkCount(due, 0);
        if (!contents.IsWhole)
        {
            _result.AddUnchecked(_result.Findings.Count > 0 ? ChainAuditFaults.LogIncomplete : ChainAuditFaults.LogUnread, "status");
            return false;
        }

        var statuses = ChainComparison.Statuses(facts.Statuses, contents);
        _result.Add(statuses.Findings);
        _result.Add(facts.Moves.Left.SelectMany(left => ChainComparison.LeftStatuses(left, contents)));
        if (!facts.Statuses.IsWhole)
        {
            return false; // The changes that look missing may be those that the endpoint left out.
        }

        foreach (var part in statuses.Missing.Chunk(StatusPart))
        {
            // The log was read after the chain. Statuses that have reached the chain since, or changed again, are correct.
            var now = await context.Chain.ReadStatusesAsync(
                department.Origin, [.. part.Select(missing => new RecordId(missing.Id).ToChainId())], cancellationToken);
            var late = part.Where((missing, i) => now[i] == missing.OnChain).ToList();
            var isOld = late.ToLookup(missing => context.Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(missing.Newest.At) > OnItsWay);
            _result.StatusesPending += isOld[false].Count();
            _result.Add(isOld[true].Select(missing => missing.ToFinding()));
        }

        _result.Statuses = new WorkCount(due, due);
        return true;
    }

    private async Task<bool> AuditRecordsAsync(RegisteredFacts facts, Action<double> report, CancellationToken cancellationToken)
    {
        var contents = _result.Contents!; // Not null once the log was read.
        if (context.Node.FindBundles(department.Id) is not { } bundles)
        {
            _result.AddUnchecked(context.Node.HasTokens ? ChainAuditFaults.TokenMissing : ChainAuditFaults.NoTokens, department.Id);
            return false;
        }

        // Until the council approves a move, a bundle of the retired chain looks like one that was never anchored.
        if (contents.LastMove >= (facts.Moves.Files is [.., var believed] ? believed.Checkpoint.Size : 0))
        {
            _result.AddUnchecked(ChainAuditFaults.MoveUnproven, string.Create(CultureInfo.InvariantCulture, $"entry {contents.LastMove}"));
            return false;
        }

        _result.IsWithRecords = true;
        var progress = await RecordProgress.OpenAsync(context.StatePath(department.Id, "records"), department.Origin, cancellationToken);
        if (progress.Counts.Undecided > 0)
        {
            _result.AddUnchecked(ChainAuditFaults.BundleUndecided, string.Create(CultureInfo.InvariantCulture, $"{progress.Counts.Undecided} of an earlier run"));
        }

        if (progress.Counts.Unread > 0)
        {
            _result.AddUnchecked(ChainAuditFaults.RecordUnreadable, string.Create(CultureInfo.InvariantCulture, $"{progress.Counts.Unread} of an earlier run"));
        }

        var records = new RecordsAuditor(bundles, facts, department.Origin, progress, context);
        var isAtEnd = false;
        (_, _result.RecordsTime) = await DepartmentResult.TimedAsync(async () =>
        {
            isAtEnd = await records.RunAsync(_result, contents, report, cancellationToken);
            return true;
        });
        if (isAtEnd)
        {
            progress.Finish();
        }

        return isAtEnd;
    }

    // A full disk must not hide the finding.
    private void WriteContradiction(string path, VerifierKey key, Contradiction found)
    {
        try
        {
            ContradictionFile.Write(path, key, found);
        }
        catch (FaultException problem)
        {
            context.Warn(problem);
        }
    }
}
