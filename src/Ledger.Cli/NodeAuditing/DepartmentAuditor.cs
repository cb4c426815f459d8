using System.Globalization;
using Ledger.Anchoring;
using Ledger.Auditing;
using Ledger.Cli.Auditing;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Ethereum;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Verify.Chain;
using Ledger.Verify.Notes;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.NodeAuditing;

/// <summary>With what every department is audited. Immutable.</summary>
internal sealed record AuditMeans(
    Terminal Terminal, Uri Node, EthereumAnchorChain Chain, HttpClient Http, NodeTokens? Tokens, string? StateFolder, int Parallel)
{
    /// <summary>Departments share issuers' keys and checkpoints never, but each has many records with the same.</summary>
    public VerificationCache Cache { get; } = new();
}

/// <summary>
/// Audits one department: its log by itself, then against the chain, then record by record. The chain is read first. What does not answer
/// ends the part that needs it, and is reported as such. Used once.
/// </summary>
internal sealed class DepartmentAuditor(AuditMeans means, NodeDepartment department)
{
    private const double LogShare = 0.5;
    private const int StatusPart = 200;

    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    // Longer than proof of stake takes to be final (about 15 minutes) with the longest sensible interval between anchors.
    private static readonly TimeSpan FinalityPatience = TimeSpan.FromMinutes(30);

    private readonly DepartmentResult _result = new(department) { AreRecordsAsked = means.Tokens is not null };

    /// <param name="report">Hears which share is done.</param>
    /// <param name="cancellationToken">Stops.</param>
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

    /// <summary>Runs one part. A part that cannot be done is reported; the findings before it and the parts after it are reported all the same.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> part)
    {
        try
        {
            return await part();
        }
        catch (ChainUnavailableException outage)
        {
            _result.CouldNot(ChainAuditFaults.ChainSilent, outage.Message);
        }
        catch (CliException problem)
        {
            _result.CouldNot(ReasonOf(problem.Fault), problem.Detail);
        }

        return default;
    }

    private static Fault ReasonOf(Fault fault) =>
        fault == CliFaults.Unreachable ? ChainAuditFaults.NodeSilent
        : fault == CliFaults.Refused ? ChainAuditFaults.NodeRefused
        : fault == CliFaults.CannotBeRead ? ChainAuditFaults.AnswerUnreadable
        : fault;

    private async Task<RegisteredFacts> ReadChainAsync(CancellationToken cancellationToken)
    {
        var facts = await RegisteredFacts.ReadAsync(means.Chain, department.Origin, new Uri($"{LogAddress}/"), means.Cache, cancellationToken);
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
            _result.CouldNot(ChainAuditFaults.ChainIncomplete, string.Join(", ", facts.Source.Endpoints));
        }

        if (facts.Source.Final.Number <= 0)
        {
            _result.CouldNot(ChainAuditFaults.NoFinalBlock, string.Create(CultureInfo.InvariantCulture, $"{facts.Source.Finality}, block {facts.Source.Final.Number}"));
        }

        foreach (var open in facts.Moves.Unchecked)
        {
            _result.CouldNot(open.Fault, open.Detail);
        }

        return facts;
    }

    /// <summary>True when there is a log to go on with.</summary>
    private async Task<bool> AuditLogAsync(RegisteredFacts? facts, Action<double> report, CancellationToken cancellationToken)
    {
        var key = facts?.LogKey ?? (VerifierKey.TryParse(department.Vkey, out var shown) ? shown : null);
        if (key is null)
        {
            _result.CouldNot(ChainAuditFaults.NoCheckpoint, department.Vkey);
            return false;
        }

        var statePath = StatePath("head");
        var remembered = statePath is null ? null : await StateFile.ReadAsync(means.Terminal, statePath, key, cancellationToken);
        var contents = new LogContents { TimesAtSizes = (facts?.AnchoredSizes ?? []).ToHashSet() };
        using var source = LogSource.Open(LogAddress, key);
        var (audit, time) = await DepartmentResult.TimedAsync(() => new LogAudit(source, key).RunAsync(
            new LogAuditOptions
            {
                RootsAt = [.. facts?.AnchoredSizes ?? [], .. remembered is null ? [] : (long[])[remembered.Size]],
                Visit = contents.VisitAsync,
                Recognise = LogSource.Recognise,
                Progress = (done, size) => report((double)done / Math.Max(1, size)),
            },
            cancellationToken));
        _result.LogTime = time;
        if (audit is null)
        {
            _result.CouldNot(ChainAuditFaults.NoCheckpoint, source.ToString() ?? "");
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
            _result.CouldNot(ReasonOf(file.Reason.Fault), $"{file.Path}: {file.Reason.Detail}");
        }

        await CompareHeadsAsync(facts, remembered, audit, source, cancellationToken);
        if (statePath is not null && audit.Head is { } head && _result.Findings.Count == 0 && audit.IsComplete)
        {
            StateFile.Write(statePath, key, head);
        }

        return audit.Head is not null;
    }

    private async Task CompareHeadsAsync(
        RegisteredFacts? facts, SignedCheckpoint? remembered, LogAuditReport audit, LogSource source, CancellationToken cancellationToken)
    {
        if (facts is not null)
        {
            _result.Left = [.. facts.Moves.Left.Select(left => new LeftResult(left, facts.Moves.LeftBy!.Value, Compare(left.Anchors, audit)))]; // There is a record.
            _result.AnchorsAgreeing = Compare(facts.Anchors.Anchors, audit);
            _result.Anchors = _result.Anchors! with { Due = facts.Anchors.Head.Count + facts.Moves.Left.Sum(left => left.Anchors.Count) }; // Just compared.
            foreach (var anchors in facts.Moves.Left.Select(IReadOnlyList<AnchorFacts> (left) => left.Anchors).Append(facts.Anchors.Anchors))
            {
                _result.Add(EntryTimes.FindAhead(anchors, _result.Contents!)); // Set just before.
            }
        }

        var history = remembered is null ? null : await HistoryCheck.AgainstAsync(remembered, audit, new ProofFiles(source), cancellationToken);
        if (history?.Answer is HistoryAnswer.Unknown)
        {
            _result.CouldNot(audit.IsComplete ? ChainAuditFaults.LogIncomplete : ChainAuditFaults.LogUnread, "checkpoint");
        }

        if (history?.Contradiction is { } found)
        {
            _result.Add(new LogFinding(found.Fault, "checkpoint") { Detail = CheckpointText.SizesOf(found) });
            EvidenceFile.Keep(means.Terminal, StatePath("head") + ".evidence.json", VerifierKeyOf(facts), found);
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
            _result.CouldNot(audit.Unread.Count > 0 ? ChainAuditFaults.LogUnread : ChainAuditFaults.LogIncomplete, "checkpoint");
        }

        return anchors.Agreeing;
    }

    private VerifierKey VerifierKeyOf(RegisteredFacts? facts) =>
        facts?.LogKey ?? (VerifierKey.TryParse(department.Vkey, out var shown) ? shown : throw new CliException(CliFaults.AnswerUnreadable, "vkey"));

    /// <summary>Counts the records that no final anchor covers, and reports those that are not new.</summary>
    private void CountAnchored(RegisteredFacts facts)
    {
        var (records, size, now) = (_result.Contents!.Records, _result.Head!.Size, TimeProvider.System.GetUtcNow()); // There is a log to go on with.
        var open = records.SkipWhile(record => record.Index < facts.FinalSize).ToList();
        var waiting = open.Count(record => (now - DateTimeOffset.FromUnixTimeMilliseconds(record.At)).Duration() <= FinalityPatience);
        _result.Records = new RecordCounts { Issued = records.Count, NotAnchored = open.Count, Waiting = waiting };
        if (waiting < open.Count || (size > 0 && facts.FinalSize == 0))
        {
            _result.CouldNot(ChainAuditFaults.NotAnchored, string.Create(
                CultureInfo.InvariantCulture, $"{open.Count} of {records.Count} records; final anchors cover {facts.FinalSize} of {size} entries"));
        }
    }

    private async Task<bool> CompareStatusesAsync(RegisteredFacts facts, CancellationToken cancellationToken)
    {
        var contents = _result.Contents!; // There is a log to go on with.
        var due = facts.Statuses.Count + facts.Moves.Left.Sum(left => left.Statuses.Count) + contents.StatusEntries;
        _result.Statuses = new WorkCount(due, 0);
        if (!contents.IsWhole)
        {
            _result.CouldNot(_result.Findings.Count > 0 ? ChainAuditFaults.LogIncomplete : ChainAuditFaults.LogUnread, "status");
            return false;
        }

        var statuses = ChainComparison.Statuses(facts.Statuses, contents);
        _result.Add(statuses.Findings);
        _result.Add(facts.Moves.Left.SelectMany(left => ChainComparison.LeftStatuses(left, contents)));
        if (!facts.Statuses.IsWhole)
        {
            return false; // What is missing may be what the endpoint does not show.
        }

        foreach (var part in statuses.Missing.Chunk(StatusPart))
        {
            // The log was read after the chain: what has arrived since, or changed once more, is under way as it should be.
            var now = await means.Chain.ReadStatusesAsync(
                department.Origin, [.. part.Select(missing => new RecordId(missing.Id).ToChainId())], cancellationToken);
            var late = part.Where((missing, i) => now[i] == missing.OnChain).ToList();
            var isOld = late.ToLookup(missing => TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(missing.Newest.At) > OnItsWay);
            _result.StatusesPending += isOld[false].Count();
            _result.Add(isOld[true].Select(missing => missing.ToFinding()));
        }

        _result.Statuses = new WorkCount(due, due);
        return true;
    }

    private async Task<bool> AuditRecordsAsync(RegisteredFacts facts, Action<double> report, CancellationToken cancellationToken)
    {
        var contents = _result.Contents!; // There is a log to go on with.
        if (means.Tokens?.Find(department.Id, "auditor", "verifier") is not { } token)
        {
            _result.CouldNot(means.Tokens is null ? ChainAuditFaults.NoTokens : ChainAuditFaults.TokenMissing, department.Id);
            return false;
        }

        // Until the council has approved a move, nothing here can tell a bundle of the chain that was left from one of no chain at all.
        if (contents.LastMove >= (facts.Moves.Files is [.., var believed] ? believed.Checkpoint.Size : 0))
        {
            _result.CouldNot(ChainAuditFaults.MoveUnproven, string.Create(CultureInfo.InvariantCulture, $"entry {contents.LastMove}"));
            return false;
        }

        _result.IsWithRecords = true;
        var progress = await RecordProgress.OpenAsync(means.Terminal, StatePath("records"), department.Origin, cancellationToken);
        if (progress.Counts.Undecided > 0)
        {
            _result.CouldNot(ChainAuditFaults.BundleUndecided, string.Create(CultureInfo.InvariantCulture, $"{progress.Counts.Undecided} of an earlier run"));
        }

        if (progress.Counts.Unread > 0)
        {
            _result.CouldNot(ChainAuditFaults.RecordUnreadable, string.Create(CultureInfo.InvariantCulture, $"{progress.Counts.Unread} of an earlier run"));
        }

        var records = new RecordsAuditor(
            new BundleSource(means.Http, department.Id, token), facts, department.Origin, progress, means.Cache, means.Parallel);
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

    private string LogAddress => new Uri(means.Node, $"{department.Id}/log").AbsoluteUri;

    private string? StatePath(string what) => means.StateFolder is null ? null : Path.Combine(means.StateFolder, $"{department.Id}.{what}.json");
}
