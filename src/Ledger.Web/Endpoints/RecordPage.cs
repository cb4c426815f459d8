using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first. With a filter, a page may have fewer records than requested, or none, although more pages follow.</param>
/// <param name="Next">The value of <c>cursor</c> for the next page. Null on the last page.</param>
/// <param name="Damaged">The log indices of the records of this page whose stored data is damaged. Absent if there are none.</param>
internal sealed record RecordPage(
    IReadOnlyList<RecordRow> Records, string? Next, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Damaged = null);
