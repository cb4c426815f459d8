using Ledger.Log;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb;

/// <summary>What opening found: the newest committed state and where to go on writing.</summary>
/// <param name="Database">The LiteDB file.</param>
/// <param name="Catalogue">Every entry of the journal.</param>
/// <param name="Saved">Up to which size LiteDB has the catalogue.</param>
/// <param name="Head">The committed head.</param>
/// <param name="LastFrame">Where the frame that committed it starts; null for an empty log.</param>
/// <param name="LastSegment">The segment to write to.</param>
/// <param name="SoundLength">Where to write in it; anything behind is a torn tail.</param>
internal sealed record OpenedStore(
    LedgerDatabase Database, Catalogue Catalogue, long Saved, LogHead Head, EntryPlace? LastFrame, Segment LastSegment, long SoundLength);
