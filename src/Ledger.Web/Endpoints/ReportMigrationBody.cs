namespace Ledger.Web.Endpoints;

/// <summary>How a log moved from one chain to another.</summary>
/// <param name="Record">The hash of the migration record.</param>
/// <param name="RecordedAt">When the registry acknowledged it.</param>
/// <param name="From">The chain it left.</param>
/// <param name="To">The chain it moved to.</param>
internal sealed record ReportMigrationBody(string Record, DateTimeOffset? RecordedAt, ReportPlaceBody From, ReportPlaceBody To);
