namespace Ledger.UseCases.Residents;

/// <summary>The shares of the resident.</summary>
/// <param name="Shares">The shares of all departments, newest first, also those that are ended. One that ran out is listed until the node restarts.</param>
/// <param name="Unread">The departments that could not be read.</param>
public sealed record OwnShares(IReadOnlyList<OwnShare> Shares, IReadOnlyList<UnreadDepartment> Unread);
