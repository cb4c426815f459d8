using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>A hash computed from the entries, and the same hash computed from the tiles of level 0.</summary>
internal readonly record struct HashPair(Digest Computed, Digest Stored);
