using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>A disclosure as issued: its base64url text and the claim it shows (array indices counted among all elements).</summary>
public readonly record struct SealedDisclosure(string Encoded, ClaimPath Path);
