namespace Ledger.Access;

/// <summary>One line of the operator's log.</summary>
/// <param name="At">When, by this machine's clock.</param>
/// <param name="Action">What was done.</param>
/// <param name="By">Who did it: <c>token:</c> and the name of an operator's token, <c>local:</c> and an account of the machine, or <c>node</c>.</param>
/// <param name="Department">Whose token it is; null for an action on all of them.</param>
/// <param name="Token">The token's id, which is not the token.</param>
/// <param name="Name">What the token is called.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="AsOf">When the backup was made that the tokens came from.</param>
public sealed record OperatorEvent(
    DateTimeOffset At, OperatorAction Action, string By, string? Department = null, string? Token = null, string? Name = null, Role? Role = null,
    DateTimeOffset? ExpiresAt = null, DateTimeOffset? AsOf = null);
