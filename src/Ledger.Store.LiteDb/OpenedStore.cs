using Ledger.Log;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb;

/// <summary>The result of opening: the newest committed state, and where to continue writing.</summary>
/// <param name="Database">The LiteDB file.</param>
/// <param name="Catalogue">Every entry of the journal.</param>
/// <param name="Saved">The number of entries in LiteDB's catalogue.</param>
/// <param name="Head">The committed head.</param>
/// <param name="LastFrame">The start of the frame that committed it. Null for an empty log.</param>
/// <param name="LastSegment">The segment to write to.</param>
/// <param name="SoundLength">The position to continue at. Bytes after it are a torn tail.</param>
internal sealed record OpenedStore(
    LedgerDatabase Database, Catalogue Catalogue, long Saved, LogHead Head, EntryPlace? LastFrame, Segment LastSegment, long SoundLength);
