using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>
/// The place of a disclosure: the path of its claim in the processed claims, and the index of the disclosure that contains it (−1 for none).
/// </summary>
internal readonly record struct PlacedDisclosure(ClaimPath Path, int Parent);
