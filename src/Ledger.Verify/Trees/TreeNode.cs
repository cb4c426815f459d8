namespace Ledger.Verify.Trees;

/// <summary>A complete subtree: the node over the leaves from <c>Index · 2^Level</c> (included) to <c>(Index + 1) · 2^Level</c> (excluded).</summary>
/// <param name="Level">The height of the node; 0 is a leaf.</param>
/// <param name="Index">The index among the nodes of that height, from the left.</param>
public readonly record struct TreeNode(int Level, long Index);
