using Ledger.Log;

namespace Ledger.Sharing;

/// <summary>A new share.</summary>
/// <param name="Entry">Its entry. The id of the entry is that of the share.</param>
/// <param name="Code">The code. It is shown once: nothing keeps it.</param>
/// <param name="Ends">The end, exclusive.</param>
public sealed record MadeShare(StoredEntry Entry, ShareCode Code, DateTimeOffset Ends);
