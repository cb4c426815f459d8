using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>Walks the values inside a JSON value that are neither object nor array. Stateless.</summary>
internal static class JsonLeaves
{
    /// <summary>Whether all leaves of a value pass a check. Stops at the first that does not. A value without leaves passes.</summary>
    /// <param name="value">Any JSON value. It is its own leaf unless it is an object or an array.</param>
    /// <param name="passes">The check.</param>
    public static bool All(JsonElement value, Func<JsonElement, bool> passes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (!All(member.Value, passes))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (!All(item, passes))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return passes(value);
        }
    }
}
