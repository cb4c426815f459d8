using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>Where a disclosure landed: the claim's path in the processed claims, and the disclosure that contains it (−1: none).</summary>
internal readonly record struct PlacedDisclosure(ClaimPath Path, int Parent);
