namespace Ledger.Web.Endpoints;

/// <summary>The move of a log from one chain to another.</summary>
/// <param name="Record">The hash of the migration record.</param>
/// <param name="RecordedAt">The time at which the registry acknowledged the migration record.</param>
/// <param name="From">The chain that the log left.</param>
/// <param name="To">The chain that the log moved to.</param>
internal sealed record ReportMigrationBody(string Record, DateTimeOffset? RecordedAt, ReportPlaceBody From, ReportPlaceBody To);
