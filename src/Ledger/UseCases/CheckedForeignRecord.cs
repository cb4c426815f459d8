using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;

namespace Ledger.UseCases;

/// <summary>The result of checking an SD-JWT of any issuer.</summary>
/// <param name="Refusal">What is wrong. Null if seal, disclosures and dates are right.</param>
/// <param name="Record">The SD-JWT. Null if the text is not one.</param>
/// <param name="Claims">Its claims. Null if they cannot be disclosed.</param>
/// <param name="IsOwnForm">Whether it also has the stricter form of this system's records.</param>
public sealed record CheckedForeignRecord(Refusal? Refusal, ForeignSdJwt? Record, ForeignClaims? Claims, bool IsOwnForm);
