using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The report of a verification, for the API description; <see cref="Ledger.Verify.Verdicts.ReportWriter"/> writes it.</summary>
/// <param name="Verdict">What all checks come to.</param>
/// <param name="En">The verdict in one English sentence.</param>
/// <param name="Zh">The verdict in one Chinese sentence.</param>
/// <param name="AsOf">The time the verdict is about.</param>
/// <param name="Checks">Every check, in a fixed order.</param>
/// <param name="Record">What the bundle says of the record.</param>
/// <param name="Status">The record's status at that time; null when it is not known.</param>
/// <param name="Anchor">The anchor that covers the record; null when none was found.</param>
/// <param name="Source">The chain as it was asked; null when it was not.</param>
/// <param name="Migration">How the log moved to this chain; absent when it did not.</param>
internal sealed record ReportBody(
    [property: Described(ApiWords.Verdict)] string Verdict, string En, string Zh, DateTimeOffset AsOf, IReadOnlyList<CheckBody> Checks,
    ReportRecordBody Record, ReportStatusBody? Status, ReportAnchorBody? Anchor, ReportSourceBody? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportMigrationBody? Migration = null);
