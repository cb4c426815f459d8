using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Complaints;

/// <summary>
/// Logs complaints of residents and reads them. The public entry has a fresh id and betrays neither the resident nor the read. Safe for use from any
/// thread.
/// </summary>
public sealed class ComplaintDesk(DepartmentLog log, PayloadBox payloads, PayloadTexts texts, TimeProvider clock)
{
    /// <summary>
    /// Logs a complaint. The same words about the same read are one complaint, so that a form that is sent twice makes one entry.
    /// </summary>
    /// <param name="subject">The resident.</param>
    /// <param name="complaint">What she says.</param>
    /// <param name="cancellationToken">Cancels the work before the entry is in the queue of the writer.</param>
    /// <returns>The entry; or why it is not taken: the resident was erased, or the log takes no entries now.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the resident's key is lost.</exception>
    public async ValueTask<Outcome<LoggedComplaint>> ComplainAsync(SubjectHandle subject, Complaint complaint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        var id = RecordId.Create(clock.GetUtcNow());
        var found = await payloads.FindSubjectAsync(id, subject, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var text = complaint.ToText();
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var repeat = found.Required.Fingerprint(Digest.Sha256(Encoding.UTF8.GetBytes(text))); // Under the resident's key, so an erasure leaves nothing to try words against.
        var appended = await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = id,
            Kind = EntryKind.Request,
            Commitment = Commitment.Compute(salt, Encoding.UTF8.GetBytes(text)),
            Subject = found.Required.Handle,
            KeyHash = repeat,
            Fingerprint = repeat,
            Payload = payloads.Close(id, found.Required, new Payload(salt, text)),
        });
        return appended.Refusal is { } notLogged ? notLogged
            : await FindAsync(appended.Required.Entry, cancellationToken) is { } logged ? logged
            : SealingFaults.SubjectErased;
    }

    /// <summary>The complaint of an entry. Null if the entry is none.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload is not what the entry commits to.</exception>
    public async ValueTask<LoggedComplaint?> FindAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind is not EntryKind.Request)
        {
            return null;
        }

        // An unreadable request may have been a complaint. It is listed without its words, so that an erasure removes no complaint from the list.
        return await texts.FindAsync(entry, cancellationToken) is not { } payload ? new LoggedComplaint(entry, null, null)
            : Complaint.Find(payload.Text) is { } complaint ? new LoggedComplaint(entry, complaint, payload.Salt)
            : null;
    }
}
