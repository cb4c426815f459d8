using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>True or false.</summary>
internal sealed class BooleanPlan : IValuePlan
{
    public static readonly BooleanPlan Instance = new();

    private BooleanPlan()
    {
    }

    public bool Allows(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
