using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Verify.Entries;
using Ledger.Web.Http;

namespace Ledger.Web.Endpoints;

/// <summary>Turns what the steps return into the bodies of answers, and reads request bodies within their limit.</summary>
internal static class Bodies
{
    /// <summary>The body; null when it is longer than the limit, which is found without reading the rest.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be read to its end.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await RequestBodies.ExplainAsync(request.Body.ReadAsync(piece, cancellationToken))) > 0)
        {
            if (buffer.Length + read > limit)
            {
                return null;
            }

            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }

    public static string NameOf(EntryKind kind) => kind switch
    {
        EntryKind.Certificate => "certificate",
        EntryKind.Decision => "decision",
        EntryKind.Consent => "consent",
        EntryKind.Status => "status",
        EntryKind.Disclosure => "disclosure",
        EntryKind.Key => "key",
        EntryKind.Migration => "migration",
        EntryKind.Erasure => "erasure",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static IReadOnlyList<ViolationBody> Of(Refusal refusal) =>
        [.. refusal.Violations.Select(violation => new ViolationBody(violation.Path, violation.Message.Zh, violation.Message.En))];

    public static LineAnswerBody Of(LineAnswer answer) => answer is { Appended: { } appended }
        ? new LineAnswerBody(answer.Key, appended.Entry.Id.ToString(), appended.Entry.Index, "L0")
        : new LineAnswerBody(answer.Key, Code: answer.Refusal!.Fault.Code, Errors: LineErrors(answer, answer.Refusal), Earlier: answer.Refusal.Earlier); // Never neither.

    public static AnchorBody? Of(AnchoredCheckpoint? anchor) => anchor is null ? null : new AnchorBody(
        anchor.Facts.NewSize, anchor.Facts.Root.ToBase64(), anchor.Facts.Block.Number, anchor.Facts.Block.Hash.ToHex(), anchor.Facts.Block.Time,
        anchor.Facts.Transaction.ToHex(), anchor.IsFinal);

    public static HistoryRow Of(HistoryEvent happened, Statuses.StatusDetails? details)
    {
        var entry = happened.Entry;
        return new HistoryRow(
            entry.Index, TimeOf(entry.At), NameOf(entry.Kind), entry.Status is { } status ? Statuses.StatusNames.Of(status) : null,
            entry.Successor?.ToString(), happened.Level.ToString(), System.Text.Encoding.UTF8.GetString(entry.Text.Span),
            happened.Proof.Proof.ToString(), Of(happened.Proof.Anchor), details?.Reason, details?.By);
    }

    public static JsonNode Json(byte[] utf8) => JsonNode.Parse(utf8) ?? throw new InvalidOperationException("JSON of ours reads as null.");

    // A refusal without places still says what is wrong: the fault's own sentence, for the whole line. A line without a key is
    // named by its number, counted as in the body that was sent.
    private static IReadOnlyList<ViolationBody> LineErrors(LineAnswer answer, Refusal refusal)
    {
        var errors = refusal.Violations.IsEmpty ? [new ViolationBody("", refusal.Fault.Title.Zh, refusal.Fault.Title.En)] : Of(refusal);
        return answer.Key is not null
            ? errors
            : [.. errors.Select(error => error with { Zh = $"第 {answer.Number} 行：{error.Zh}", En = $"Line {answer.Number}: {error.En}" })];
    }
}
