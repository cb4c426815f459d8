using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>Tiles of a head that is not committed yet, and the root they hash to.</summary>
internal sealed record StagedTiles(TreeEdge Edge, EdgeFiles Files, Digest Root);
