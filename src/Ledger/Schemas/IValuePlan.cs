using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>The compiled schema of one value. Immutable.</summary>
internal interface IValuePlan
{
    /// <summary>True if the value is valid. False if it is not, or if only the schema library can decide.</summary>
    bool Allows(JsonElement value);
}
