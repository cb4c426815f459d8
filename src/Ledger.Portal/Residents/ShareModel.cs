using Ledger.Access;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Portal.Claims;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.Sharing;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>
/// Shares chosen claims of a record: as a link or on paper, both until an end, or as a file. The code is shown once, in the answer to the form, because
/// nothing keeps it.
/// </summary>
[Authorize(Policy = PersonPolicies.Resident)]
[Authorize(Policy = PersonPolicies.Confirmed)] // A record that somebody has seen cannot be unseen, and a file cannot be taken back.
[RequestSizeLimit(PortalLimits.SmallForm)]
public sealed class ShareModel(ReadOwnRecord read, ShareRecord share, FetchOwnBundle fetch, PageLanguage language, TimeProvider clock) : ResidentPage
{
    private const string AsFile = "file";
    private const string OnPaper = "paper";
    private static readonly int[] AllLives = [1, 7, 30, 90];

    /// <summary>The lives that a resident chooses from, in days.</summary>
    public IEnumerable<int> Lives => AllLives.Where(days => TimeSpan.FromDays(days) <= share.Limits.Longest);

    /// <summary>The life that is chosen unless she chooses another, in days.</summary>
    public int UsualLife => Lives.LastOrDefault(days => TimeSpan.FromDays(days) <= share.Limits.Usual);

    /// <summary>The record. Null after it was shared.</summary>
    public OwnRecord? Record { get; private set; }

    /// <summary>The claims that can be chosen.</summary>
    public IReadOnlyList<ClaimChoice> Choices { get; private set; } = [];

    /// <summary>What everybody sees, whatever is chosen.</summary>
    public IReadOnlyList<ClaimRow> Always { get; private set; } = [];

    /// <summary>The share that was made. Null before.</summary>
    public MadeShare? Made { get; private set; }

    /// <summary>Whether the share is meant for paper.</summary>
    public bool IsForPaper { get; private set; }

    /// <summary>What is wrong with the form.</summary>
    public LocalizedText? Error { get; private set; }

    /// <summary>The values that were chosen, so that nobody chooses twice.</summary>
    public IReadOnlyCollection<string> Chosen { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public Task<IActionResult> OnGetAsync(string department, string id, CancellationToken cancellationToken) => AskAsync(department, id, cancellationToken);

    /// <summary>Shares the record.</summary>
    public async Task<IActionResult> OnPostAsync(string department, string id, string[]? claim, int days, string? way, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var issuer) || !RecordId.TryParse(id, out var record))
        {
            return new RefusedResult(ProvingFaults.RecordNotFound);
        }

        Chosen = claim ?? [];
        if (way is not (AsFile or OnPaper or "link") || ClaimChoice.Read(Chosen) is not { } paths)
        {
            Error = new("请选择怎样出示。", "Choose how to show it.");
            return await AskAsync(department, id, cancellationToken);
        }

        if (way == AsFile)
        {
            var bundle = await fetch.ExecuteAsync(Resident, issuer, record, paths, cancellationToken);
            return bundle.Refusal is { } unread ? new RefusedResult(unread) : File(bundle.Required.Utf8, "application/json", record + ".ledger.json");
        }

        var order = new ShareOrder(issuer, record, paths, Lives.Contains(days) ? clock.GetUtcNow().AddDays(days) : null, way == OnPaper ? ShareWay.Paper : ShareWay.Link);
        var made = await share.ExecuteAsync(Resident, order, cancellationToken);
        if (made.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        (Made, IsForPaper) = (made.Required, way == OnPaper);
        return Page();
    }

    private async Task<IActionResult> AskAsync(string department, string id, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var issuer) || !RecordId.TryParse(id, out var record))
        {
            return new RefusedResult(ProvingFaults.RecordNotFound);
        }

        var found = await read.ExecuteAsync(Resident, issuer, record, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        Record = found.Required;
        if (ClaimTable.Read(Record.Claims, language) is { } rows)
        {
            (Choices, Always) = (ClaimChoice.List(Record, rows), ClaimChoice.ListAlways(Record, rows));
        }

        return Page();
    }
}
