namespace Ledger.Web.SelfChecks;

/// <summary>
/// The result of a node's newest check of one of its own logs. If a check could not finish, the findings are those of the check before, and
/// <see cref="Problem"/> says why.
/// </summary>
/// <param name="CompletedAt">The time at which a check last finished. Null if none has.</param>
/// <param name="Size">The number of entries that it covered.</param>
/// <param name="Findings">The number of errors that it found.</param>
/// <param name="Code">The code of the first error.</param>
/// <param name="Place">Where the first error is: a file of the log, <c>journal</c> or <c>anchor/SIZE</c>.</param>
/// <param name="FirstEntry">The first entry that it affects.</param>
/// <param name="AnchorsAgreeing">The number of anchored sizes at which the log has the anchored root. Null if the chain did not answer.</param>
/// <param name="Problem">Why the last check could not compare everything. Null if it did.</param>
internal sealed record SelfCheckResult(
    DateTimeOffset? CompletedAt, long Size, int Findings, string? Code, string? Place, long? FirstEntry, int? AnchorsAgreeing, string? Problem);
