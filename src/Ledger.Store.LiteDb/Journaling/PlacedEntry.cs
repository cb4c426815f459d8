using Ledger.Log;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>An entry found in the journal, and where.</summary>
internal readonly record struct PlacedEntry(StoredEntry Entry, EntryPlace Place);
