using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>The extent of the catalogue in LiteDB. It is written in the same transaction as the last pages.</summary>
/// <param name="JournalId">The journal that it was made from.</param>
/// <param name="Size">The number of entries; 1 or more.</param>
/// <param name="Root">The root at that size.</param>
/// <param name="LastFrame">The start of the frame that committed that size.</param>
internal sealed record CatalogueStamp(Guid JournalId, long Size, Digest Root, EntryPlace LastFrame);
