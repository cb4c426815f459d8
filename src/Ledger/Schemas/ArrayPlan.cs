using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>An array whose items have one plan.</summary>
internal sealed class ArrayPlan(IValuePlan item, long least, long most, bool isUnique) : IValuePlan
{
    /// <summary>Each item is compared with each other one. The library decides about longer arrays.</summary>
    private const int MostCompared = 32;

    public bool Allows(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is var length && (length < least || length > most))
        {
            return false;
        }

        foreach (var element in value.EnumerateArray())
        {
            if (!item.Allows(element))
            {
                return false;
            }
        }

        return !isUnique || AreUnique(value, length);
    }

    private static bool AreUnique(JsonElement value, int length)
    {
        if (length > MostCompared)
        {
            return false;
        }

        for (var one = 1; one < length; one++)
        {
            for (var other = 0; other < one; other++)
            {
                if (JsonElement.DeepEquals(value[one], value[other]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
