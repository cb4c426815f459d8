namespace Ledger.Access;

/// <summary>A token that was withdrawn.</summary>
/// <param name="Entry">The token.</param>
/// <param name="IsOperatorMissing">Whether the department now has no operator token in force.</param>
public sealed record WithdrawnToken(TokenEntry Entry, bool IsOperatorMissing);
