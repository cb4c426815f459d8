namespace Ledger.Web.Endpoints;

/// <summary>A bundle: everything a stranger needs to verify a record. For the API description; it is written and read by its own format.</summary>
/// <param name="Anchor">The first anchored head that covers the entry; null until that is final.</param>
/// <param name="Entry">The entry as logged: canonical JSON, as text.</param>
/// <param name="Proof">The inclusion proof (C2SP tlog-proof), with the checkpoint in it.</param>
/// <param name="Record">The SD-JWT VC with the disclosures that were chosen.</param>
/// <param name="Salt">The salt of the entry's commitment: 32 bytes in base64url.</param>
/// <param name="V">The version of the form: 1.</param>
internal sealed record BundleBody(BundleAnchorBody? Anchor, string Entry, string Proof, string Record, string Salt, int V);
