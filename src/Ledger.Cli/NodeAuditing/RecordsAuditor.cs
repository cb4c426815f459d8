using System.Globalization;
using Ledger.Auditing;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Verify.Bundles;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.NodeAuditing;

/// <summary>
/// Checks the bundles of a department's records, a few at a time, in the order of the log; after each part it remembers how far it came.
/// Used once, by one thread.
/// </summary>
internal sealed class RecordsAuditor(
    BundleSource bundles, RegisteredFacts facts, string origin, RecordProgress progress, VerificationCache cache, int parallel)
{
    private const int Part = 256;

    /// <summary>Checks the records that a final anchor covers, from where an earlier run stopped.</summary>
    /// <param name="result">Where to say what was found.</param>
    /// <param name="records">All records of the log, in its order.</param>
    /// <param name="report">Hears which share is done.</param>
    /// <param name="cancellationToken">Stops; what was checked stays remembered.</param>
    public async Task RunAsync(DepartmentResult result, IReadOnlyList<LoggedRecord> records, Action<double> report, CancellationToken cancellationToken)
    {
        var anchored = records.TakeWhile(record => record.Index < facts.FinalSize).ToList();
        var counts = progress.Counts with { Issued = records.Count, NotAnchored = records.Count - anchored.Count, Earlier = progress.Counts.Checked };
        var done = anchored.FindIndex(record => record.Index >= progress.Next) is >= 0 and var first ? first : anchored.Count;
        result.Records = counts;
        result.Add(progress.Findings);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        while (done < anchored.Count)
        {
            var part = anchored.GetRange(done, Math.Min(Part, anchored.Count - done));
            var found = new Looked[part.Count];
            await Parallel.ForAsync(0, part.Count, options, async (i, token) => found[i] = await LookAsync(part[i], token));
            if (Array.Find(found, one => one.Kind is Came.Refused) is { } refused)
            {
                result.CouldNot(ChainAuditFaults.RecordsRefused, refused.Detail);
                return;
            }

            counts = Count(counts, found);
            result.Records = counts;
            result.Add(found.Select(one => one.Finding).OfType<LogFinding>());
            foreach (var open in found.Where(one => one.Unchecked is not null))
            {
                result.CouldNot(open.Unchecked!, open.Detail); // Just filtered.
            }

            done += part.Count;
            progress.Save(part[^1].Index + 1, counts, result.Findings.Where(IsOfRecord));
            report((double)done / anchored.Count);
        }
    }

    private static bool IsOfRecord(LogFinding finding) => finding.Fault == ChainAuditFaults.BundleMissing
        || finding.Fault == ChainAuditFaults.BundleNotGenuine || finding.Fault == ChainAuditFaults.BundleOfAnother;

    private static RecordCounts Count(RecordCounts before, IReadOnlyCollection<Looked> found) => before with
    {
        Valid = before.Valid + found.Count(one => one.Kind is Came.Valid),
        NotInForce = before.NotInForce + found.Count(one => one.Kind is Came.NotInForce),
        Erased = before.Erased + found.Count(one => one.Kind is Came.Erased),
        Wrong = before.Wrong + found.Count(one => one.Kind is Came.Wrong),
        Undecided = before.Undecided + found.Count(one => one.Kind is Came.Undecided),
    };

    private async Task<Looked> LookAsync(LoggedRecord record, CancellationToken cancellationToken)
    {
        var answer = await bundles.FetchAsync(record.Id, cancellationToken);
        return answer.Kind switch
        {
            BundleAnswerKind.Given => await JudgeAsync(record, answer.Bytes, cancellationToken),
            BundleAnswerKind.Erased => new Looked(Came.Erased),
            BundleAnswerKind.Missing => Wrong(record, ChainAuditFaults.BundleMissing, null),
            BundleAnswerKind.Refused => new Looked(Came.Refused) { Detail = answer.Detail },
            _ => Open(record, ChainAuditFaults.RecordUnreadable, answer.Detail),
        };
    }

    private async Task<Looked> JudgeAsync(LoggedRecord record, byte[] bundle, CancellationToken cancellationToken)
    {
        if (!WrittenBundle.TryOpen(bundle, out var opened, out var why))
        {
            return Open(record, ChainAuditFaults.AnswerUnreadable, $"{why.Reason.En} {why.Reason.Zh}");
        }

        var chain = opened.Questions is { } questions && questions.Origin == origin
            ? await facts.ForAsync(questions, cancellationToken)
            : Verify.Chain.ChainFacts.NotAsked("another log's");
        var report = RecordVerifier.Verify(opened, chain, facts.Moves.Files, new VerificationOptions { AsOf = TimeProvider.System.GetUtcNow(), Cache = cache });
        if (opened.Questions is { } about
            && (about.Origin != origin || about.RecordId != OnChainId.OfRecord(record.Id) || report.LogIndex != record.Index))
        {
            return Wrong(record, ChainAuditFaults.BundleOfAnother, null);
        }

        return report.Verdict switch
        {
            Verdict.Valid => new Looked(Came.Valid),
            Verdict.NotInForce => new Looked(Came.NotInForce),
            Verdict.NotGenuine => Wrong(record, ChainAuditFaults.BundleNotGenuine, Codes(report, CheckOutcome.Failed)),
            _ => Open(record, ChainAuditFaults.BundleUndecided, Codes(report, CheckOutcome.NotRun)),
        };
    }

    /// <summary>The checks that led to the verdict, each with its code.</summary>
    private static string Codes(VerificationReport report, CheckOutcome outcome) => string.Join(", ", report.Checks
        .Where(check => check.Outcome == outcome && check.IsRequired)
        .Select(check => $"{ReportWriter.NameOf(check.Name)} {check.Finding.Code}"));

    private static Looked Wrong(LoggedRecord record, Fault fault, string? detail) => new(Came.Wrong)
    {
        Finding = new LogFinding(fault, PlaceOf(record))
        {
            First = record.Index, Last = record.Index, Detail = detail is null ? null : new LocalizedText(detail, detail),
        },
    };

    private static Looked Open(LoggedRecord record, Fault fault, string detail) =>
        new(Came.Undecided) { Unchecked = fault, Detail = $"{PlaceOf(record)} {detail}".TrimEnd() };

    private static string PlaceOf(LoggedRecord record) => string.Create(CultureInfo.InvariantCulture, $"record/{record.Id:D}");

    private enum Came
    {
        Valid,
        NotInForce,
        Erased,
        Wrong,
        Undecided,
        Refused,
    }

    private sealed record Looked(Came Kind)
    {
        public LogFinding? Finding { get; init; }

        public Fault? Unchecked { get; init; }

        public string Detail { get; init; } = "";
    }
}
