using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Json;
using Ledger.Verify.Trees;

namespace Ledger.Statuses;

/// <summary>
/// Changes the status of a record. It adds a status entry to the department's log; the status publisher later sends it to the chain. Safe for use
/// from any thread. The single writer of the log orders concurrent changes.
/// </summary>
public sealed class StatusChanger(DepartmentLog log, PayloadBox payloads, BlindIndexes indexes)
{
    /// <summary>Logs a status change.</summary>
    /// <param name="id">The record.</param>
    /// <param name="request">The new status and the reason.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="by">The name of the token that asks, not of a person.</param>
    /// <param name="cancellationToken">Cancels the change before anything is written.</param>
    public async ValueTask<Outcome<Appended>> ChangeAsync(
        RecordId id, StatusRequest request, string key, string by, CancellationToken cancellationToken)
    {
        var entries = await log.Store.FindByRecordAsync(id, cancellationToken);
        if (entries.IsEmpty)
        {
            return StatusFaults.RecordNotFound;
        }

        var text = WriteText(request, by);
        var salt = RandomNumberGenerator.GetBytes(Digest.Length);
        // Also a record whose content was erased must be revocable: somebody may still hold its bundle. The reason is then the department's own paper.
        var found = await payloads.FindSubjectAsync(id, entries[0].Subject, cancellationToken);
        var subject = found.Value ?? await payloads.GetOrCreateSubjectAsync(default, cancellationToken);
        return await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = id,
            Kind = EntryKind.Status,
            Status = request.Status,
            Successor = request.Successor,
            Commitment = Commitment.Compute(salt, Encoding.UTF8.GetBytes(text)),
            Subject = subject.Handle,
            KeyHash = indexes.ForIdempotencyKey(key),
            Fingerprint = subject.Fingerprint(indexes.ForRequest(Digest.Sha256(Encoding.UTF8.GetBytes($"{id}\n{text}")))),
            Payload = payloads.Close(id, subject, new Payload(salt, text)),
            Admit = history => StatusRules.Check(history, request),
            AdmitSuccessor = history => StatusRules.CheckSuccessor(entries[0], history),
        });
    }

    private static string WriteText(StatusRequest request, string by)
    {
        var json = new JsonObject
        {
            ["by"] = by,
            ["reason"] = request.Reason,
            ["status"] = StatusNames.Format(request.Status),
        };
        if (request.Successor is { } successor)
        {
            json["successor"] = successor.ToString();
        }

        return Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }
}
