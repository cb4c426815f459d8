using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The request to change a status.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Reason">The reason, 1 to 500 characters. It is stored encrypted.</param>
/// <param name="Successor">The record that replaces this one. Required for superseded; omit it otherwise.</param>
internal sealed record StatusBody(
    [property: Described(ApiWords.RecordStatus)] string Status, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Successor = null);
