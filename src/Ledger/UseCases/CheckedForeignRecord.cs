using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;

namespace Ledger.UseCases;

/// <summary>The result of checking an SD-JWT of any issuer.</summary>
/// <param name="Refusal">What is wrong; null when seal, disclosures and dates are right.</param>
/// <param name="Record">The SD-JWT; null when it has no such form.</param>
/// <param name="Claims">Its claims; null when they cannot be disclosed.</param>
/// <param name="IsOwnForm">Whether it has the form that records of this system have, beyond the standard.</param>
public sealed record CheckedForeignRecord(Refusal? Refusal, ForeignSdJwt? Record, ForeignClaims? Claims, bool IsOwnForm);
