namespace Ledger.Verify.Seals;

/// <summary>The result of matching every disclosure with its digest.</summary>
/// <param name="TopLevel">The disclosures that are top-level claims.</param>
/// <param name="HiddenCount">The number of digests without a disclosure. Decoys are included, because only the issuer can recognise them.</param>
internal sealed record CheckedDisclosures(IReadOnlyList<Disclosure> TopLevel, int HiddenCount);
