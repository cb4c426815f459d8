using System.Globalization;
using Ledger.Anchoring;
using Ledger.Files;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// Checks the bundles of a department's records in log order, several in parallel. Saves its progress after each part. Used once, by one thread.
/// </summary>
internal sealed class RecordsAuditor(
    IRecordBundles bundles, RegisteredFacts facts, string origin, RecordProgress progress, AuditContext context)
{
    private const int Part = 256;

    /// <summary>Checks the records with a final anchor, starting where an earlier run was interrupted.</summary>
    /// <param name="result">Receives the findings.</param>
    /// <param name="contents">The contents of the log.</param>
    /// <param name="report">Receives the completed share, 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the run. The saved progress stays.</param>
    /// <returns>False if it stopped before the end.</returns>
    public async Task<bool> RunAsync(DepartmentResult result, LogContents contents, Action<double> report, CancellationToken cancellationToken)
    {
        var anchored = contents.Records.TakeWhile(record => record.Index < facts.FinalSize).ToList();
        var counts = progress.Counts with
        {
            Issued = result.Records.Issued,
            NotAnchored = result.Records.NotAnchored,
            Waiting = result.Records.Waiting,
            Earlier = progress.Counts.Checked,
        };
        var done = anchored.FindIndex(record => record.Index >= progress.Next) is >= 0 and var first ? first : anchored.Count;
        result.Records = counts;
        result.Add(progress.Findings);
        if (progress.Counts.Checked + progress.Counts.Unread < done)
        {
            result.AddUnchecked(ChainAuditFaults.ProgressDoesNotAddUp, string.Create(CultureInfo.InvariantCulture, $"{progress.Counts.Checked + progress.Counts.Unread} of {done}"));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = context.Parallel, CancellationToken = cancellationToken };
        while (done < anchored.Count)
        {
            var part = anchored.GetRange(done, Math.Min(Part, anchored.Count - done));
            var found = new Examined[part.Count];
            await Parallel.ForAsync(0, part.Count, options, async (i, token) => found[i] = await ExamineAsync(part[i], contents, token));
            counts = Count(counts, found);
            result.Records = counts;
            result.Add(found.Select(one => one.Finding).OfType<LogFinding>());
            foreach (var open in found)
            {
                if (open.Unchecked is { } fault)
                {
                    result.AddUnchecked(fault, open.Detail);
                }
            }

            // The node does not answer any more. The findings of this part are reported, and the next run starts with this part.
            if (Array.Exists(found, one => one.Kind is Result.Stopped))
            {
                return false;
            }

            done += part.Count;
            progress.Save(part[^1].Index + 1, counts, result.Findings);
            report((double)done / anchored.Count);
        }

        return true;
    }

    private static RecordCounts Count(RecordCounts before, IReadOnlyCollection<Examined> found) => before with
    {
        Valid = before.Valid + found.Count(one => one.Kind is Result.Valid),
        NotInForce = before.NotInForce + found.Count(one => one.Kind is Result.NotInForce),
        Erased = before.Erased + found.Count(one => one.Kind is Result.Erased),
        Wrong = before.Wrong + found.Count(one => one.Kind is Result.Wrong),
        Undecided = before.Undecided + found.Count(one => one.Kind is Result.Undecided),
        Unread = before.Unread + found.Count(one => one.Kind is Result.Unread),
    };

    private async Task<Examined> ExamineAsync(LoggedRecord record, LogContents contents, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await bundles.FetchAsync(record.Id, cancellationToken);
            return answer.Kind switch
            {
                BundleAnswerKind.Found => await JudgeAsync(record, answer.Bytes, cancellationToken),
                BundleAnswerKind.Erased => JudgeErased(record, contents),
                BundleAnswerKind.Lost => Wrong(record, ChainAuditFaults.ContentLost, null),
                BundleAnswerKind.Missing => Wrong(record, ChainAuditFaults.BundleMissing, null),
                BundleAnswerKind.Refused => Stopped(ChainAuditFaults.RecordsRefused, answer.Detail),
                BundleAnswerKind.Unreadable => Open(Result.Unread, record, ChainAuditFaults.AnswerUnreadable, answer.Detail),
                _ => Open(Result.Unread, record, ChainAuditFaults.RecordUnreadable, answer.Detail),
            };
        }
        catch (FaultException outage) when (outage.Fault == RunFaults.Unreachable || outage.Fault == RunFaults.Refused)
        {
            return Stopped(outage.Fault == RunFaults.Refused ? ChainAuditFaults.NodeRefused : ChainAuditFaults.NodeSilent, outage.Detail);
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return Stopped(ChainAuditFaults.ChainSilent, outage.Detail);
        }
    }

    // Only the department's journal links an erasure to its records; the public log does not.
    private static Examined JudgeErased(LoggedRecord record, LogContents contents) =>
        record.Index < contents.LastErasure ? new Examined(Result.Erased)
        : contents.IsWhole ? Wrong(record, ChainAuditFaults.ErasureNotLogged, null)
        : Open(Result.Undecided, record, ChainAuditFaults.LogUnread, "");

    private async Task<Examined> JudgeAsync(LoggedRecord record, ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken)
    {
        if (!UntrustedBundle.TryOpen(bundle, out var opened, out var why))
        {
            return Open(Result.Unread, record, ChainAuditFaults.AnswerUnreadable, $"{why.Reason.En} {why.Reason.Zh}");
        }

        var chain = opened.Questions is { } questions && questions.Origin == origin
            ? await facts.AnswerAsync(questions, cancellationToken)
            : ChainFacts.NotAsked("another log's");
        var now = context.Time.GetUtcNow();
        var report = RecordVerifier.Verify(opened, chain, facts.Moves.Files, new VerificationOptions { AsOf = now, Now = now, Cache = context.Cache });
        if (opened.Questions is { } about
            && (about.Origin != origin || about.RecordId != OnChainId.OfRecord(record.Id) || report.LogIndex != record.Index))
        {
            return Wrong(record, ChainAuditFaults.BundleOfAnother, null);
        }

        return report.Verdict switch
        {
            Verdict.NotInForce when IsDateWrong(report) => Wrong(record, AuditTimeFaults.RecordDatesWrong, Codes(report, CheckOutcome.Failed)),
            Verdict.Valid => new Examined(Result.Valid),
            Verdict.NotInForce => new Examined(Result.NotInForce),
            Verdict.NotGenuine => Wrong(record, ChainAuditFaults.BundleNotGenuine, Codes(report, CheckOutcome.Failed)),
            _ => Open(Result.Undecided, record, ChainAuditFaults.BundleUndecided, Codes(report, CheckOutcome.NotRun)),
        };
    }

    private static bool IsDateWrong(VerificationReport report) =>
        report[CheckName.Validity].Finding == Findings.SealedAfterAnchor || report[CheckName.Validity].Finding == Findings.LoggedBeforeSealed;

    /// <summary>The checks that led to the verdict, each with its code.</summary>
    private static string Codes(VerificationReport report, CheckOutcome outcome) => string.Join(", ", report.Checks
        .Where(check => check.Outcome == outcome && check.IsRequired)
        .Select(check => $"{ReportWriter.NameOf(check.Name)} {check.Finding.Code}"));

    private static Examined Wrong(LoggedRecord record, Fault fault, string? detail) => new(Result.Wrong)
    {
        Finding = new LogFinding(fault, FormatPlace(record))
        {
            First = record.Index,
            Last = record.Index,
            Detail = detail is null ? null : new LocalizedText(detail, detail),
        },
    };

    private static Examined Stopped(Fault fault, string detail) => new(Result.Stopped) { Unchecked = fault, Detail = detail };

    private static Examined Open(Result kind, LoggedRecord record, Fault fault, string detail) =>
        new(kind) { Unchecked = fault, Detail = $"{FormatPlace(record)} {detail}".TrimEnd() };

    private static string FormatPlace(LoggedRecord record) => string.Create(CultureInfo.InvariantCulture, $"record/{record.Id:D}");

    private enum Result
    {
        Valid,
        NotInForce,
        Erased,
        Wrong,
        Undecided,
        Unread,
        Stopped,
    }

    private sealed record Examined(Result Kind)
    {
        public LogFinding? Finding { get; init; }

        public Fault? Unchecked { get; init; }

        public string Detail { get; init; } = "";
    }
}
