using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Tracing;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// Takes a record through the first three steps: issue, seal, append. Sealing runs on the caller's thread, so many callers seal in parallel while one
/// writer commits. Safe for use from any thread.
/// </summary>
public sealed class RecordAppender(RecordIssuer issuer, RecordSealer sealer, DocumentNumbers documents, BlindIndexes indexes, PayloadBox payloads, DepartmentLog log)
{
    /// <summary>
    /// Issues one record. A repeated request returns the entry of the first one. Otherwise <see cref="Appended.Record"/> is the sealed record.
    /// </summary>
    public async ValueTask<Outcome<Appended>> AppendAsync(RecordRequest request)
    {
        using var span = StepTrace.Start(StepTrace.Issue, log.Department.Id.ToString());
        var sealing = await SealAsync(request, CancellationToken.None);
        span.WithFault(sealing.Refusal?.Fault);
        if (sealing.Refusal is { } refusal)
        {
            return await FindRepeatAsync(request, refusal, CancellationToken.None);
        }

        span.WithRecord(sealing.Required.Id.ToString());
        var appended = await TraceAsync(log.Sequencer.AppendAsync(ToAppend(sealing.Required)));
        span.WithFault(appended.Refusal?.Fault);
        return appended.Value is { IsRepeat: false } first ? first with { Record = sealing.Required } : appended;
    }

    /// <summary>Like <see cref="AppendAsync"/>, but waits for space in the queue instead of refusing.</summary>
    public async ValueTask<Outcome<Appended>> AppendWhenRoomAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.Issue, log.Department.Id.ToString());
        var sealing = await SealAsync(request, cancellationToken);
        span.WithFault(sealing.Refusal?.Fault);
        if (sealing.Refusal is { } refusal)
        {
            return await FindRepeatAsync(request, refusal, cancellationToken);
        }

        span.WithRecord(sealing.Required.Id.ToString());
        return await TraceAsync(log.Sequencer.AppendWhenRoomAsync(ToAppend(sealing.Required), cancellationToken));
    }

    // A request that was used for somebody else is refused before its person becomes known: after an erasure an old request must leave nothing.
    private async ValueTask<bool> IsKeyOfAnotherAsync(RecordRequest request, IssuableRecord record, CancellationToken cancellationToken)
    {
        if (await payloads.FindPersonAsync(indexes.ForSubject(record.Subject.Identity), cancellationToken) is not null)
        {
            return false;
        }

        var key = indexes.ForIdempotencyKey(request.Key);
        return (await log.Store.FindByKeysAsync([key], cancellationToken)).ContainsKey(key);
    }

    private async ValueTask<Outcome<Appended>> TraceAsync(ValueTask<Outcome<Appended>> appending)
    {
        using var span = StepTrace.Start(StepTrace.Append, log.Department.Id.ToString());
        var appended = await appending;
        span.WithFault(appended.Refusal?.Fault);
        if (appended.Value is { } written)
        {
            span.WithRecord(written.Entry.Id.ToString()).WithIndex(written.Entry.Index);
        }

        return appended;
    }

    private async ValueTask<Outcome<SealedRecord>> SealAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        var issuable = issuer.Check(request);
        if (issuable.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await IsKeyOfAnotherAsync(request, issuable.Required, cancellationToken))
        {
            return IssuingFaults.KeyReused;
        }

        using var span = StepTrace.Start(StepTrace.Seal, log.Department.Id.ToString()).WithRecord(issuable.Required.Id.ToString());
        var sealing = await sealer.SealAsync(issuable.Required, cancellationToken);
        span.WithFault(sealing.Refusal?.Fault);
        return sealing;
    }

    // A record stays issued even if newer rules would refuse it. So a repeat gets the first answer.
    private async ValueTask<Outcome<Appended>> FindRepeatAsync(RecordRequest request, Refusal refusal, CancellationToken cancellationToken)
    {
        var key = indexes.ForIdempotencyKey(request.Key);
        var known = await log.Store.FindByKeysAsync([key], cancellationToken);
        return known.GetValueOrDefault(key) is { } first && await IsRepeatAsync(request, first, cancellationToken) ? new Appended(first, IsRepeat: true) : refusal;
    }

    private async ValueTask<bool> IsRepeatAsync(RecordRequest request, StoredEntry first, CancellationToken cancellationToken) =>
        await payloads.FindSubjectAsync(first.Id, first.Subject, cancellationToken) is { Refusal: null, Required: var subject }
        && first.Fingerprint == subject.Fingerprint(indexes.ForRequest(request.Fingerprint));

    private AppendRequest ToAppend(SealedRecord record) => new()
    {
        Id = record.Id,
        Kind = record.Kind,
        Commitment = record.Commitment,
        Type = record.Type,
        IssuedAt = record.IssuedAt,
        Subject = record.Subject,
        KeyHash = record.KeyHash,
        Fingerprint = record.Fingerprint,
        Payload = record.Payload,
        Document = record.Document,
        AdmitBeside = batch => documents.CheckAsync(record, batch),
    };
}
