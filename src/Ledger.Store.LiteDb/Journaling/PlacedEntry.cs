using Ledger.Log;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>An entry in the journal with its place.</summary>
internal readonly record struct PlacedEntry(StoredEntry Entry, EntryPlace Place);
