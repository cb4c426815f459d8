using Ledger.Issuing;
using Ledger.Keys;

namespace Ledger.Log;

/// <summary>
/// What an entry is about. It stands beside the entry in the journal and never in the public text, so that a reader of the public log learns neither
/// whose data was read nor how often. The default value is for an entry whose text says everything. Immutable.
/// </summary>
/// <param name="Record">The record that was shown.</param>
/// <param name="Consent">The consent that allowed it.</param>
/// <param name="Subject">The subject that was erased. None for an entry whose payload is encrypted for the subject it is about.</param>
public readonly record struct EntryAbout(RecordId? Record, RecordId? Consent, SubjectHandle Subject);
