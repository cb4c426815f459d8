using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>An entry in the journal with its place.</summary>
/// <param name="Entry">The entry. In a journal of version 1 it has no subject.</param>
/// <param name="Place">The start of the entry.</param>
/// <param name="Person">The blind index of the person. Only in a journal of version 1.</param>
internal readonly record struct PlacedEntry(StoredEntry Entry, EntryPlace Place, Digest Person);
