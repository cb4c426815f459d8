using System.Text.Json;
using Ledger.Issuing;
using Ledger.Portal.Texts;

namespace Ledger.Portal.Claims;

/// <summary>Reads the claims of a record for a page. Stateless.</summary>
public static class ClaimTable
{
    /// <summary>The claims with labels in the language of the page. Null if no claims are shown.</summary>
    public static ClaimRows? Read(JsonElement claims, PageLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return claims.ValueKind is JsonValueKind.Object ? ClaimRows.Read(claims, [], language.Tag, ClaimRows.MostShown) : null;
    }

    /// <summary>The name of the person whom the record is about, if the claims show it.</summary>
    public static string? FindName(JsonElement claims)
    {
        if (claims.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var latin = string.Join(' ', new[] { Text("given_name"), Text("family_name") }.OfType<string>());
        return Text("name") ?? (latin.Length > 0 ? latin : null);

        string? Text(string member) => claims.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }
}
