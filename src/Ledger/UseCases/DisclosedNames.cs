using System.Text.Json;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases;

/// <summary>Names the claims that are shown, for the entry of the disclosure. Stateless.</summary>
internal static class DisclosedNames
{
    // What every record has, and what says nothing about the resident.
    private static readonly HashSet<string> Technical = new(StringComparer.Ordinal)
    {
        "iss", "vct", "vct#integrity", "iat", "nbf", "exp", "jti", "cnf", "status", "_sd", "_sd_alg", "issuing_authority", "issuing_country",
    };

    /// <summary>The names of all top-level claims about the resident, in order.</summary>
    /// <param name="claims">The claims that are shown, as a JSON object.</param>
    public static IEnumerable<string> Find(JsonElement claims) =>
        claims.EnumerateObject().Select(member => member.Name).Where(name => !Technical.Contains(name)).Order(StringComparer.Ordinal);

    /// <summary>The same for a bundle, which shows the chosen claims and those that the record shows to everybody.</summary>
    /// <param name="claims">All claims of the record, as a JSON object.</param>
    /// <param name="hidden">The paths of the claims that the record hides.</param>
    /// <param name="shown">The paths of those that the bundle discloses.</param>
    public static IEnumerable<string> Find(JsonElement claims, IEnumerable<ClaimPath> hidden, IEnumerable<ClaimPath> shown)
    {
        var disclosed = shown.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var whollyHidden = hidden.Where(path => path.Segments.Length == 1).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return Find(claims).Where(name => disclosed.Contains(name) || !whollyHidden.Contains(name));
    }

    private static string NameOf(ClaimPath path) => path.Segments[0].Name ?? "";
}
