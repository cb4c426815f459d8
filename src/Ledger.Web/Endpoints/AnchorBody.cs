namespace Ledger.Web.Endpoints;

/// <summary>The head of a log the chain holds.</summary>
/// <param name="Size">How many entries the anchored tree has.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The number of the block that holds it.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">That block's time.</param>
/// <param name="Tx">The hash of the transaction that anchored it.</param>
/// <param name="Final">Whether that block is final.</param>
internal sealed record AnchorBody(long Size, string Root, long Block, string BlockHash, DateTimeOffset BlockTime, string Tx, bool Final);
