




namespace Ledger.Web.SelfChecks;

/// <summary>
/// What a node's newest check of one of its own logs came to. A check that did not come to its end says nothing: then the findings are those
/// of the one before, and <see cref="Problem"/> says what stood in the way.
/// </summary>
/// <param name="CompletedAt">When a check last came to its end; null when none has.</param>
/// <param name="Size">How many entries it covered.</param>
/// <param name="Findings">How many things it found wrong.</param>
/// <param name="Code">The first of them.</param>
/// <param name="Place">Where: a file of the log, <c>journal</c> or <c>anchor/SIZE</c>.</param>
/// <param name="FirstEntry">The first entry it concerns.</param>
/// <param name="AnchorsAgreeing">How many anchored sizes have the log's root; null when the chain did not answer.</param>
/// <param name="Problem">The code of what could not be checked at the last try; null when everything was.</param>
internal sealed record SelfCheckResult(
    DateTimeOffset? CompletedAt, long Size, int Findings, string? Code, string? Place, long? FirstEntry, int? AnchorsAgreeing, string? Problem);
