namespace Ledger.Web.Endpoints;

/// <summary>The anchor that a bundle names. The verifier compares it with the chain.</summary>
/// <param name="Block">The number of the block that holds it.</param>
/// <param name="BlockHash">That block's hash: 0x and 64 hexadecimal digits.</param>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Contract">The address of the LogAnchor contract.</param>
/// <param name="Department">The department's id on chain: Keccak-256 of its origin.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract.</param>
/// <param name="Root">The root of the anchored tree, in base64.</param>
/// <param name="Size">How many entries the anchored tree has.</param>
/// <param name="Tx">The hash of the transaction that anchored it.</param>
internal sealed record BundleAnchorBody(
    long Block, string BlockHash, long ChainId, string Contract, string Department, string Registry, string Root, long Size, string Tx);
