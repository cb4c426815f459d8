using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>
/// The JSON Schema of one value, compiled for speed. It only says yes: a value that it allows is valid. When it says no, the value may still be valid,
/// and the schema library decides and words the refusal. Immutable; safe for use from any thread.
/// </summary>
public interface IValuePlan
{
    /// <summary>True if the value is valid. False if it is not, or if only the schema library can decide.</summary>
    bool Allows(JsonElement value);
}
