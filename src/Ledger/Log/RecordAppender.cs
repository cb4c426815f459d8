using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Sealing;

namespace Ledger.Log;

/// <summary>
/// Takes a record through the first three steps: issue, seal, append. Sealing runs on the caller's thread, so many callers seal in parallel while one
/// writer commits. Safe for use from any thread.
/// </summary>
public sealed class RecordAppender(RecordIssuer issuer, RecordSealer sealer, DocumentNumbers documents, BlindIndexes indexes, DepartmentLog log)
{
    /// <summary>Checks and seals a record. Writes nothing.</summary>
    public Outcome<AppendRequest> Prepare(RecordRequest request)
    {
        var sealing = Seal(request);
        return sealing.Refusal is { } refusal ? refusal : ToAppend(sealing.Required);
    }

    /// <summary>
    /// Issues one record. A repeated request returns the entry of the first one. Otherwise <see cref="Appended.Record"/> is the sealed record.
    /// </summary>
    public async ValueTask<Outcome<Appended>> AppendAsync(RecordRequest request)
    {
        var sealing = Seal(request);
        if (sealing.Refusal is { } refusal)
        {
            return await FindRepeatAsync(request, refusal, CancellationToken.None);
        }

        var appended = await log.Sequencer.AppendAsync(ToAppend(sealing.Required));
        return appended.Value is { IsRepeat: false } first ? first with { Record = sealing.Required } : appended;
    }

    /// <summary>Like <see cref="AppendAsync"/>, but waits for space in the queue instead of refusing.</summary>
    public async ValueTask<Outcome<Appended>> AppendWhenRoomAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        var prepared = Prepare(request);
        return prepared.Refusal is { } refusal
            ? await FindRepeatAsync(request, refusal, cancellationToken)
            : await log.Sequencer.AppendWhenRoomAsync(prepared.Required, cancellationToken);
    }

    private Outcome<SealedRecord> Seal(RecordRequest request)
    {
        var issuable = issuer.Check(request);
        return issuable.Refusal is { } refusal ? refusal : sealer.Seal(issuable.Required);
    }

    // A record stays issued even if newer rules would refuse it. So a repeat gets the first answer.
    private async ValueTask<Outcome<Appended>> FindRepeatAsync(RecordRequest request, Refusal refusal, CancellationToken cancellationToken)
    {
        var key = indexes.ForIdempotencyKey(request.Key);
        var known = await log.Store.FindByKeysAsync([key], cancellationToken);
        return known.GetValueOrDefault(key) is { } first && first.Fingerprint == indexes.ForRequest(request.Fingerprint)
            ? new Appended(first, IsRepeat: true)
            : refusal;
    }

    private AppendRequest ToAppend(SealedRecord record) => new()
    {
        Id = record.Id,
        Kind = record.Kind,
        Commitment = record.Commitment,
        Type = record.Type,
        IssuedAt = record.IssuedAt,
        SubjectIndex = record.SubjectIndex,
        KeyHash = record.KeyHash,
        Fingerprint = record.Fingerprint,
        Payload = record.Payload,
        Document = record.Document,
        AdmitBeside = batch => documents.CheckAsync(record, batch),
    };
}
