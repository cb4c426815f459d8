namespace Ledger.Access;

/// <summary>A token that was withdrawn.</summary>
/// <param name="Entry">The token.</param>
/// <param name="IsOperatorMissing">Whether the department has no operator's token in force any more.</param>
public sealed record WithdrawnToken(TokenEntry Entry, bool IsOperatorMissing);
