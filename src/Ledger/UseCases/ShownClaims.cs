using System.Text.Json;
using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>The claims of one record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Claims">The claims as a JSON object.</param>
public sealed record ShownClaims(RecordId Id, JsonElement Claims)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"ShownClaims {Id}";
}
