using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>A whole number between limits, in digits only. Both limits are allowed values.</summary>
/// <param name="least">The least value.</param>
/// <param name="most">The greatest value.</param>
/// <param name="allowed">The allowed values. Default if there is no list.</param>
internal sealed class IntegerPlan(long least, long most, ImmutableArray<long> allowed) : IValuePlan
{
    public bool Allows(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number)
        && number >= least && number <= most
        && (allowed.IsDefault || allowed.Contains(number));
}
