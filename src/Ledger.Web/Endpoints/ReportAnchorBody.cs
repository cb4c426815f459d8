namespace Ledger.Web.Endpoints;

/// <summary>An anchor on the chain.</summary>
/// <param name="Size">The number of entries in the anchored tree.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The block that contains the anchor.</param>
/// <param name="Tx">The hash of the transaction that wrote the anchor.</param>
internal sealed record ReportAnchorBody(long Size, string Root, BlockBody? Block, string Tx);
