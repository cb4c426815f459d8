using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The body that changes a status.</summary>
/// <param name="Status">The status it shall have.</param>
/// <param name="Reason">Why, 1 to 500 characters; kept encrypted.</param>
/// <param name="Successor">The record that takes its place; only for superseded, and left out otherwise.</param>
internal sealed record StatusBody(
    [property: Described(ApiWords.RecordStatus)] string Status, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Successor = null);
