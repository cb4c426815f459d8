using System.Globalization;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Output;

/// <summary>Writes a verification report for people: the verdict in both languages, then each check.</summary>
internal static class ReportText
{
    /// <param name="output">Receives the text.</param>
    /// <param name="report">The report.</param>
    /// <param name="language">The language of the claims' labels.</param>
    /// <param name="type">The type file that came with the record. May be empty.</param>
    public static void Write(TextWriter output, VerificationReport report, ReaderLanguage language, ReadOnlySpan<byte> type)
    {
        var (en, zh) = ReportWriter.SentenceOf(report);
        output.WriteLine($"{Sign(report.Verdict)} {en}");
        output.WriteLine($"  {zh}");
        ClaimsText.Write(output, report.Claims, report.HiddenClaims, type, language);
        WriteFacts(output, report);
        output.WriteLine();
        foreach (var check in report.Checks)
        {
            WriteCheck(output, check);
        }

        WriteSource(output, report);
    }

    private static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "✓",
        Verdict.CouldNotBeChecked => "?",
        Verdict.NotInForce => "!",
        _ => "✗",
    };

    private static void WriteFacts(TextWriter output, VerificationReport report)
    {
        WriteFact(output, "record", report.RecordId);
        WriteFact(output, "type", report.RecordType);
        WriteFact(output, "issuer", report.Issuer);
        WriteFact(output, "valid from", UtcTimes.Text(report.NotBefore));
        WriteFact(output, "valid until", UtcTimes.Text(report.ExpiresAt));
        if (report.Status is { } status && status.Status is not EntryStatus.Active)
        {
            WriteFact(output, "status", $"{ReportWriter.StatusName(status.Status)} since {UtcTimes.Text(status.Since)}");
            WriteFact(output, "successor", status.Successor?.ToString("D"));
        }
    }

    private static void WriteCheck(TextWriter output, Check check)
    {
        var sign = check.Outcome switch { CheckOutcome.Passed => "✓", CheckOutcome.Failed => "✗", _ => check.IsRequired ? "?" : "–" };
        output.Write($"  {sign} {ReportWriter.NameOf(check.Name),-18} {ReportWriter.NameOf(check.Outcome)}");
        if (check.Outcome is CheckOutcome.Passed && check.Finding == Findings.Passed)
        {
            output.WriteLine();
            return;
        }

        output.WriteLine($"  {check.Finding.Code}");
        output.WriteLine($"      {check.Finding.Title.En}{(check.Detail.Length > 0 ? $" ({OneLine.FromText(check.Detail)})" : "")}");
        output.WriteLine($"      {check.Finding.Title.Zh}");
    }

    private static void WriteSource(TextWriter output, VerificationReport report)
    {
        output.WriteLine();
        WriteFact(output, "as of", UtcTimes.Text(report.AsOf));
        if (report.Anchor is { } anchor)
        {
            WriteFact(output, "anchored", string.Create(CultureInfo.InvariantCulture, $"block {anchor.Block.Number}, {UtcTimes.Text(anchor.Block.Time)}, log size {anchor.NewSize}"));
        }

        WriteMigration(output, report);
        if (report.Source is { } source)
        {
            WriteFact(output, "asked", string.Create(
                CultureInfo.InvariantCulture,
                $"chain {source.ChainId} up to block {source.Latest.Number} ({source.Finality}) at {string.Join(", ", source.Endpoints)}"));
        }
    }

    private static void WriteMigration(TextWriter output, VerificationReport report)
    {
        if (report.Migration is { } path)
        {
            WriteFact(output, "anchored on", string.Create(
                CultureInfo.InvariantCulture, $"chain {path.From.ChainId} {path.From.Registry}, left as of block {path.LeftAt.Number}, {UtcTimes.Text(path.LeftAt.Time)}"));
            WriteFact(output, "moved to", string.Create(
                CultureInfo.InvariantCulture, $"chain {path.To.ChainId} {path.To.Registry}, approved {UtcTimes.Text(path.RecordedAt)}"));
            WriteFact(output, "by record", path.RecordHash.ToHex());
        }
    }

    private static void WriteFact(TextWriter output, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            output.WriteLine($"  {name,-12} {OneLine.FromText(value)}");
        }
    }
}
