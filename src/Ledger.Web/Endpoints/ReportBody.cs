using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The report of a verification, for the API description; <see cref="Ledger.Verify.Verdicts.ReportWriter"/> writes it.</summary>
/// <param name="Verdict">The verdict, which follows from the checks.</param>
/// <param name="En">The verdict in one English sentence.</param>
/// <param name="Zh">The verdict in one Chinese sentence.</param>
/// <param name="AsOf">The time for which the verdict holds.</param>
/// <param name="Checks">Every check, in a fixed order.</param>
/// <param name="Record">What the bundle says about the record.</param>
/// <param name="Status">The status of the record at that time. Null if it is unknown.</param>
/// <param name="Anchor">The anchor that covers the record. Null if none was found.</param>
/// <param name="Source">The chain that was asked. Null if none was asked.</param>
/// <param name="Migration">The move of the log to this chain. Absent if it did not move.</param>
internal sealed record ReportBody(
    [property: Described(ApiWords.Verdict)] string Verdict, string En, string Zh, DateTimeOffset AsOf, IReadOnlyList<CheckBody> Checks,
    ReportRecordBody Record, ReportStatusBody? Status, ReportAnchorBody? Anchor, ReportSourceBody? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportMigrationBody? Migration = null);
