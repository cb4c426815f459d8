using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>A disclosure as issued: its base64url text and the path of its claim. Array indices count all elements.</summary>
public readonly record struct SealedDisclosure(string Encoded, ClaimPath Path);
