namespace Ledger.Access;

/// <summary>One line of the operator log.</summary>
/// <param name="At">The time, by this machine's clock.</param>
/// <param name="Action">What was done.</param>
/// <param name="By">
/// Who did it: <c>token:</c> with the name of an operator's token, <c>local:</c> with an account of the machine, or <c>node</c>.
/// </param>
/// <param name="Department">The department of the token. Null for an action on all tokens.</param>
/// <param name="Token">The id of the token.</param>
/// <param name="Name">The name of the token.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="AsOf">The time of the backup that the tokens came from.</param>
public sealed record OperatorEvent(
    DateTimeOffset At, OperatorAction Action, string By, string? Department = null, string? Token = null, string? Name = null, Role? Role = null,
    DateTimeOffset? ExpiresAt = null, DateTimeOffset? AsOf = null);
