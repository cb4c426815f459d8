using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>A record as a list shows it: nothing personal.</summary>
/// <param name="Entry">The entry that issued it.</param>
/// <param name="Status">Its status now, by the log.</param>
public sealed record ListedRecord(StoredEntry Entry, EntryStatus Status);
