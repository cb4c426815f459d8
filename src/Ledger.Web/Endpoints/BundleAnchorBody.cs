namespace Ledger.Web.Endpoints;

/// <summary>The anchor in a bundle. The verifier compares it with the chain.</summary>
/// <param name="Block">The number of the block that contains the anchor.</param>
/// <param name="BlockHash">The hash of that block: 0x and 64 hexadecimal digits.</param>
/// <param name="ChainId">The id of the chain.</param>
/// <param name="Contract">The address of the LogAnchor contract.</param>
/// <param name="Department">The department's id on chain: Keccak-256 of its origin.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract.</param>
/// <param name="Root">The root of the anchored tree, in base64.</param>
/// <param name="Size">The number of entries in the anchored tree.</param>
/// <param name="Tx">The hash of the transaction that wrote the anchor.</param>
internal sealed record BundleAnchorBody(
    long Block, string BlockHash, long ChainId, string Contract, string Department, string Registry, string Root, long Size, string Tx);
