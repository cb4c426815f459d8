using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Portal.Claims;
using Ledger.Portal.Texts;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Portal.Checking;

/// <summary>What a page says about a record that was checked: the verdict first, then whose, what, since when, until when, then every check.</summary>
public sealed record CheckedRecord
{
    /// <summary>The report.</summary>
    public required VerificationReport Report { get; init; }

    /// <summary>The department that issued the record, as people call it. Null if the seal did not pass.</summary>
    public required LocalizedText? Department { get; init; }

    /// <summary>The claims that the record shows. Null when seal or disclosures did not pass.</summary>
    public required ClaimRows? Claims { get; init; }

    /// <summary>The person's name, if it is shown.</summary>
    public required string? Person { get; init; }

    /// <summary>Why the record is not in force. Null when it is, or when that is not known.</summary>
    public LocalizedText? Reason => Report.Verdict is not Verdict.NotInForce ? null
        : Report.Status is { Status: not EntryStatus.Active } status ? CheckWords.Status(status.Status)
        : Report.ExpiresAt is { } end && end <= Report.AsOf ? new LocalizedText("已过有效期", "expired")
        : Report.NotBefore is { } start && start > Report.AsOf ? new LocalizedText("还没有到生效日期", "not valid yet")
        : null;

    /// <summary>Since when it is not in force, if its status is the reason and the time is known.</summary>
    public DateTimeOffset? ReasonSince => Report is { Verdict: Verdict.NotInForce, Status: { Status: not EntryStatus.Active } status } ? status.Since : null;

    /// <summary>What the reader can do, when the record could not be checked. Can be null.</summary>
    public LocalizedText? Advice { get; init; }

    /// <summary>Makes the view of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="departments">The departments of this node, for their names.</param>
    /// <param name="language">The language of the page.</param>
    public static CheckedRecord From(VerificationReport report, HostedDepartments departments, PageLanguage language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(departments);
        return new CheckedRecord
        {
            Report = report,
            Department = FindDepartment(report.Issuer, departments),
            Claims = ClaimTable.Read(report.Claims, language),
            Person = ClaimTable.FindName(report.Claims),
            Advice = FindAdvice(report),
        };
    }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "CheckedRecord";

    // The verifier's advice is for the person who chose the chain. Here that is the operator, and the reader can do other things.
    private static LocalizedText? FindAdvice(VerificationReport report)
    {
        if (ReportWriter.SentenceOf(report).En == ReportWriter.SentenceOf(report.Verdict).En)
        {
            return null;
        }

        var open = report.Checks.Where(check => check is { Outcome: CheckOutcome.NotRun, IsRequired: true }).Select(check => check.Finding).ToHashSet();
        return report.IsWorthRetrying ? new LocalizedText("请稍后再试。", "Try again later.")
            : open.Contains(Findings.AnchorElsewhere) ? new LocalizedText(
                "这份记录登记在另一条链上。请到签发部门的服务核验。", "This record is on another chain. Check it with the service of the department that issued it.")
            : open.Contains(Findings.HeadImpossible) ? new LocalizedText("请询问签发部门。", "Ask the department that issued it.")
            : open.Overlaps([Findings.NotABundle, Findings.AnchorLater]) ? new LocalizedText("请重新取得记录文件。", "Get the record file again.")
            : open.Contains(Findings.NotAnchoredYet) && !open.Contains(Findings.SourceSilent) ? new LocalizedText(
                "请过几分钟重新取得记录文件，再核验一次。", "Get the record file again in a few minutes, and check that one.")
            : new LocalizedText("这是本服务的设置问题，请联系我们。", "This service is set up wrongly. Please tell us.");
    }

    // The issuer of another node has no name here. Its address is what the seal proves.
    private static LocalizedText? FindDepartment(string? issuer, HostedDepartments departments) => issuer is null ? null
        : departments.All.FirstOrDefault(department => department.Profile.Issuer == issuer)?.Profile.Name ?? new LocalizedText(issuer, issuer);
}
