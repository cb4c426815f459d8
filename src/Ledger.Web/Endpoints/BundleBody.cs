namespace Ledger.Web.Endpoints;

/// <summary>A bundle: everything that anybody needs to verify a record. For the API description only; the node writes and reads bundles in their own format.</summary>
/// <param name="Anchor">The first anchored head that covers the entry. Null until that anchor is final.</param>
/// <param name="Entry">The log entry: canonical JSON, as text.</param>
/// <param name="Proof">The inclusion proof (C2SP tlog-proof). It contains the checkpoint.</param>
/// <param name="Record">The SD-JWT VC with the selected disclosures.</param>
/// <param name="Salt">The salt of the entry's commitment: 32 bytes in base64url.</param>
/// <param name="V">The version of the format: 1.</param>
internal sealed record BundleBody(BundleAnchorBody? Anchor, string Entry, string Proof, string Record, string Salt, int V);
