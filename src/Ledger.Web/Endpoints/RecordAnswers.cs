using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.UseCases;

namespace Ledger.Web.Endpoints;

/// <summary>Converts the results of the use cases of records to answer bodies.</summary>
internal static class RecordAnswers
{
    public static RecordPage ToBody(ListedPage page) => new(
        [.. page.Records.Select(ToBody)], page.Next is { } next ? QueryReader.FormatCursor(next) : null, page.Damaged.Count == 0 ? null : page.Damaged);

    public static RecordAnswer ToBody(VisibleRecord record) => new(
        record.Entry.Id.ToString(), record.Entry.Type, AnswerFields.FormatKind(record.Entry.Kind), StatusNames.Format(record.Status), record.Entry.Index,
        record.Entry.Time, record.Level.ToString(), record.Claims is { } claims ? JsonObject.Create(claims) : null,
        record.Details?.Reason, record.Details?.By, record.StatusSince, record.Erasure is { } erasure ? ErasureAnswers.ToBody(erasure) : null);

    public static HistoryAnswer ToBody(VisibleHistory history) => new(
        history.Id.ToString(), [.. history.Events.Select(ToBody)], history.Erasure is { } erasure ? ErasureAnswers.ToBody(erasure) : null);

    public static StatusAnswer ToBody(RecordId id, StatusRequest request, ChangedStatus changed) => new(
        id.ToString(), StatusNames.Format(request.Status), changed.Entry.Successor?.ToString(), changed.Entry.Index, changed.Entry.Time,
        changed.Level.ToString(), changed.IsOnChain);

    private static RecordRow ToBody(ListedRecord record) => new(
        record.Entry.Id.ToString(), record.Entry.Type, AnswerFields.FormatKind(record.Entry.Kind), StatusNames.Format(record.Status), record.Entry.Index, record.Entry.Time);

    private static HistoryRow ToBody(VisibleEvent visible)
    {
        var (happened, entry) = (visible.Event, visible.Event.Entry);
        return new HistoryRow(
            entry.Index, entry.Time, AnswerFields.FormatKind(entry.Kind), entry.Status is { } status ? StatusNames.Format(status) : null,
            entry.Successor?.ToString(), happened.Level.ToString(), Encoding.UTF8.GetString(entry.Text.Span),
            happened.Proof.Proof.ToString(), AnswerFields.ToAnchor(happened.Proof.Anchor), visible.Details?.Reason, visible.Details?.By);
    }
}
