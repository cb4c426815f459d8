using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Disclosures;

/// <summary>
/// Logs that claims are shown, before they are shown: the entry is durable when <see cref="LogAsync"/> returns. So after a crash a read was logged and
/// perhaps not delivered, and never delivered without being logged. The public entry has a fresh id and betrays neither the record nor the resident.
/// Safe for use from any thread.
/// </summary>
public sealed class DisclosureLogger(DepartmentLog log, PayloadBox payloads, TimeProvider clock)
{
    /// <summary>Logs one read.</summary>
    /// <param name="subject">The resident.</param>
    /// <param name="disclosure">Who reads what and why.</param>
    /// <param name="cancellationToken">Cancels the read before the entry is in the queue of the writer.</param>
    /// <returns>The entry; or why nothing may be shown: the resident was erased, or the log takes no entries now.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the resident's key is lost.</exception>
    public async ValueTask<Outcome<Appended>> LogAsync(SubjectHandle subject, Disclosure disclosure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(disclosure);
        var id = RecordId.Create(clock.GetUtcNow());
        var found = await payloads.FindSubjectAsync(id, subject, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var text = disclosure.ToText();
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        return await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = id,
            Kind = EntryKind.Disclosure,
            Commitment = Commitment.Compute(salt, Encoding.UTF8.GetBytes(text)),
            Subject = found.Required.Handle,
            About = new EntryAbout(disclosure.Records is [var only] ? only : null, null, default),
            KeyHash = default,
            Fingerprint = default,
            Payload = payloads.Close(id, found.Required, new Payload(salt, text)),
        });
    }
}
