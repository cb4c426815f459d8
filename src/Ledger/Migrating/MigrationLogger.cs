using System.Text;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>
/// Signs a migration record, logs it, and saves it as a file of the public log. Every step is idempotent: note and salt follow from the record, the
/// entry is found by its key, and the file is written once.
/// </summary>
public sealed class MigrationLogger(DepartmentLog log, INoteSigner signer, IMigrationStore records, TimeProvider clock)
{
    /// <param name="record">A record that was checked against both chains.</param>
    /// <param name="cancellationToken">Cancels the work. Completed steps stay.</param>
    /// <returns>The file, or why the log rejects the entry.</returns>
    public async ValueTask<Outcome<MigrationFile>> LogAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        var hash = record.Hash;
        var note = SignedNote.Sign(record.NoteText, signer);
        var noteText = Encoding.UTF8.GetBytes(note.ToString());
        var salt = Digest.Sha256([.. "ledger-migration/1 salt\n"u8, .. noteText]).ToArray(); // A migration record is public, so its salt need not be random.
        var appended = await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = RecordId.Create(clock.GetUtcNow()),
            Kind = EntryKind.Migration,
            Commitment = Commitment.Compute(salt, noteText),
            Subject = default,
            KeyHash = Digest.Sha256([.. "ledger-migration/1 key\n"u8, .. hash.ToArray()]),
            Fingerprint = hash,
            Payload = default,
        });
        if (appended.Refusal is { } refusal)
        {
            return refusal;
        }

        var entry = appended.Required.Entry;
        var size = entry.Index + 1;
        var root = await log.Tree.RootAtAsync(size, cancellationToken);
        var file = MigrationFile.Create(
            record, note, [.. salt], Encoding.UTF8.GetString(entry.Text.Span),
            new TlogProof(entry.Index, await log.Tree.ProveInclusionAsync(entry.Index, size, cancellationToken), log.Publisher.Sign(size, root, clock.GetUtcNow())),
            await log.Tree.ProveConsistencyAsync(record.Head.Size, size, cancellationToken));
        await records.SaveAsync(file, cancellationToken);
        return file;
    }
}
