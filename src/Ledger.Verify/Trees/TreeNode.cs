namespace Ledger.Verify.Trees;

/// <summary>
/// A complete subtree: the node over the leaves from <c>Index · 2^Level</c> up to but without <c>(Index + 1) · 2^Level</c>.
/// </summary>
/// <param name="Level">Its height; 0 is a leaf.</param>
/// <param name="Index">Its place among the nodes of that height, from the left.</param>
public readonly record struct TreeNode(int Level, long Index);
