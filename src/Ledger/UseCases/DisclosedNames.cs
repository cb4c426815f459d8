using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases;

/// <summary>Names the claims that are shown, for the entry of the disclosure. Stateless.</summary>
internal static class DisclosedNames
{
    /// <summary>The names of the top-level claims that contain the given paths, in order.</summary>
    public static IEnumerable<string> Find(IEnumerable<ClaimPath> paths) =>
        paths.Select(path => path.Segments[0].Name ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
