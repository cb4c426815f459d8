using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Access;

/// <summary>The names of roles in requests and answers.</summary>
public static class RoleNames
{
    /// <summary>Every name, in the order of the roles.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<Role>().Select(Format)];

    public static string Format(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public static bool TryParse(string name, out Role role)
    {
        var index = All.IndexOf(name);
        role = index >= 0 ? Enum.GetValues<Role>()[index] : default;
        return index >= 0;
    }
}
