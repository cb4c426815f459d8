using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>A hash by the entries and by the tiles of level 0.</summary>
internal readonly record struct HashPair(Digest Computed, Digest Stored);
