using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>A record in a list. It contains no personal data.</summary>
/// <param name="Entry">The entry that issued it.</param>
/// <param name="Status">Its current status according to the log.</param>
public sealed record ListedRecord(StoredEntry Entry, EntryStatus Status);
