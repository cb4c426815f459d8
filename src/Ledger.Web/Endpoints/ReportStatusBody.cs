namespace Ledger.Web.Endpoints;

/// <summary>The status of a record on the chain.</summary>
/// <param name="Status">The status.</param>
/// <param name="Since">The time since which the status is in force. Null if it was never changed.</param>
/// <param name="Successor">The record that replaced it, if any.</param>
internal sealed record ReportStatusBody([property: Described(ApiWords.ReportedStatus)] string Status, DateTimeOffset? Since, string? Successor);
