using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first. With a filter a page may have fewer than asked for, or none, and not be the last.</param>
/// <param name="Next">What to pass as <c>cursor</c> for the following page; null is the end.</param>
/// <param name="Damaged">The log indices of records of this page whose stored data is damaged; absent when there are none.</param>
internal sealed record RecordPage(
    IReadOnlyList<RecordRow> Records, string? Next, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Damaged = null);
