namespace Ledger.Web.Endpoints;

/// <summary>A record's status by the chain.</summary>
/// <param name="Status">The status.</param>
/// <param name="Since">Since when; null when it was never changed.</param>
/// <param name="Successor">The record that took its place, if any.</param>
internal sealed record ReportStatusBody([property: Described(ApiWords.ReportedStatus)] string Status, DateTimeOffset? Since, string? Successor);
