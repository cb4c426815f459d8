namespace Ledger.Web.Endpoints;

/// <summary>A bundle: everything a stranger needs to verify a record. For the API description; it is written and read by its own format.</summary>
/// <param name="Anchor">The first anchored head that covers the entry; null until that is final.</param>
/// <param name="Entry">The entry as logged: canonical JSON, as text.</param>
/// <param name="Proof">The inclusion proof (C2SP tlog-proof), with the checkpoint in it.</param>
/// <param name="Record">The SD-JWT VC with the disclosures that were chosen.</param>
/// <param name="Salt">The salt of the entry's commitment: 32 bytes in base64url.</param>
/// <param name="V">The version of the form: 1.</param>
internal sealed record BundleBody(BundleAnchorBody? Anchor, string Entry, string Proof, string Record, string Salt, int V);

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
