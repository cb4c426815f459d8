namespace Ledger.Verify.Seals;

/// <summary>What is known once every disclosure has found its place.</summary>
/// <param name="TopLevel">The disclosures that are claims of their own, not parts of others.</param>
/// <param name="HiddenCount">How many digests no disclosure answers to; decoys too: only the issuer can tell them apart.</param>
internal sealed record CheckedDisclosures(IReadOnlyList<Disclosure> TopLevel, int HiddenCount);
