using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>Up to where the catalogue in LiteDB goes. Kept in the same transaction as the pages it vouches for.</summary>
/// <param name="JournalId">The journal it was made from.</param>
/// <param name="Size">The number of entries it knows, at least one.</param>
/// <param name="Root">The root at that size.</param>
/// <param name="LastFrame">Where the frame that committed that size starts.</param>
internal sealed record CatalogueStamp(Guid JournalId, long Size, Digest Root, EntryPlace LastFrame);
