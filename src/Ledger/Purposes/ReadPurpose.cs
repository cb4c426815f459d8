namespace Ledger.Purposes;

/// <summary>Why a caller looks at a resident's claims. Only <see cref="PurposeCatalogue.Check"/> should make one.</summary>
/// <param name="Purpose">The published purpose.</param>
/// <param name="Basis">The legal basis; one of the purpose's.</param>
/// <param name="WithheldUntil">The day (UTC) from which the resident sees the read. Null for at once.</param>
public sealed record ReadPurpose(Purpose Purpose, LegalBasis Basis, DateOnly? WithheldUntil);
