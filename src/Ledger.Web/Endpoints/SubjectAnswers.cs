using System.Text;
using System.Text.Json.Nodes;
using Ledger.Disclosures;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.UseCases;
using Ledger.Verify.Text;

namespace Ledger.Web.Endpoints;

/// <summary>Converts the results of searches, and of the list of who looked, to answer bodies.</summary>
internal static class SubjectAnswers
{
    public static FoundRecordPage ToBody(FoundRecords found)
    {
        var claims = found.Claims.ToDictionary(shown => shown.Id, shown => shown.Claims);
        return new FoundRecordPage(
            [.. found.Page.Records.Select(record => new FoundRecordRow(
                record.Entry.Id.ToString(), record.Entry.Type, AnswerFields.FormatKind(record.Entry.Kind), StatusNames.Format(record.Status), record.Entry.Index,
                record.Entry.Time, claims.TryGetValue(record.Entry.Id, out var shown) ? JsonObject.Create(shown) : null))],
            found.Page.Next is { } next ? QueryReader.FormatCursor(next) : null,
            found.Page.Damaged.Count == 0 ? null : found.Page.Damaged);
    }

    public static DisclosurePageBody ToBody(DisclosurePage page, PurposeCatalogue purposes) => new(
        [.. page.Lines.Select(line => ToBody(line, purposes))], page.Next is { } next ? QueryReader.FormatCursor(next) : null);

    public static ComplaintPageBody ToBody(ComplaintPage page, PurposeCatalogue purposes) => new(
        [.. page.Complaints.Select(line => ToBody(line, purposes))], page.Next is { } next ? QueryReader.FormatCursor(next) : null);

    private static ComplaintRow ToBody(ComplaintLine line, PurposeCatalogue purposes)
    {
        var (entry, complaint) = (line.Complaint.Entry, line.Complaint.Complaint);
        return new ComplaintRow(
            entry.Id.ToString(), entry.Index, entry.Time, complaint?.Text, line.About is null ? null : ToBody(line.About, purposes), line.Level.ToString(),
            Encoding.UTF8.GetString(entry.Text.Span), line.Proof.Proof.ToString(), AnswerFields.ToAnchor(line.Proof.Anchor));
    }

    private static DisclosureRow ToBody(DisclosureLine line, PurposeCatalogue purposes)
    {
        var (entry, read) = (line.Entry, line.Disclosure);
        var purpose = read is null ? null : purposes.Find(read.Purpose);
        return new DisclosureRow(
            entry.Index, entry.Time, read?.By, read is null or { Department: "" } ? null : read.Department, read?.Role, read is null ? null : Disclosure.Format(read.Form),
            read is null ? null : [.. read.Records.Select(record => record.ToString())], read is null || read.Claims.IsEmpty ? null : read.Claims, read?.Purpose,
            purpose?.Title.Zh, purpose?.Title.En, read is null ? null : LegalBases.Format(read.Basis), line.WithheldUntil ?? read?.WithheldUntil,
            line.WithheldBy?.Zh, line.WithheldBy?.En, line.Level.ToString(), Encoding.UTF8.GetString(entry.Text.Span), line.Committed?.Text,
            line.Committed is { } committed ? Base64Url.Encode(committed.Salt) : null, line.Proof.Proof.ToString(), AnswerFields.ToAnchor(line.Proof.Anchor));
    }
}
