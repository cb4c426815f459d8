using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>A change of a key or an authority with its position. The position orders changes in one block, because their times are equal.</summary>
internal readonly record struct PlacedChange(long Block, int Place, ValidityChange Change);
