using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>The tiles of a head that is not committed yet, and their root.</summary>
internal sealed record StagedTiles(TreeEdge Edge, EdgeFiles Files, Digest Root);
