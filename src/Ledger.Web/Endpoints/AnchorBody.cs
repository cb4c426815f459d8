namespace Ledger.Web.Endpoints;

/// <summary>A head of a log that is anchored on the chain.</summary>
/// <param name="Size">The number of entries in the anchored tree.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The number of the block that contains the anchor.</param>
/// <param name="BlockHash">The hash of that block.</param>
/// <param name="BlockTime">The time of that block.</param>
/// <param name="Tx">The hash of the transaction that wrote the anchor.</param>
/// <param name="Final">Whether that block is final.</param>
internal sealed record AnchorBody(long Size, string Root, long Block, string BlockHash, DateTimeOffset BlockTime, string Tx, bool Final);
