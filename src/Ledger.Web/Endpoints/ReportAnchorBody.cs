namespace Ledger.Web.Endpoints;

/// <summary>An anchor as the chain holds it.</summary>
/// <param name="Size">How many entries the anchored tree has.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Tx">The hash of the transaction that anchored it.</param>
internal sealed record ReportAnchorBody(long Size, string Root, BlockBody? Block, string Tx);
