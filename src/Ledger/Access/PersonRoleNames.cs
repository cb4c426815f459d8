using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Access;

/// <summary>The names of people's roles in settings and sessions.</summary>
public static class PersonRoleNames
{
    /// <summary>Every name, in the order of the roles.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<PersonRole>().Select(Format)];

    public static string Format(PersonRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public static bool TryParse(string? name, out PersonRole role)
    {
        var index = name is null ? -1 : All.IndexOf(name);
        role = index >= 0 ? Enum.GetValues<PersonRole>()[index] : default;
        return index >= 0;
    }
}
