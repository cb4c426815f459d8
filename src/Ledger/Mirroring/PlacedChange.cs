using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>A change of a key or an authority, and where it stands: times of one block are the same, places in it are not.</summary>
internal readonly record struct PlacedChange(long Block, int Place, ValidityChange Change);
