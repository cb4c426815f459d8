using System.Text.Json;
using Ledger.Issuing;
using Ledger.Portal.Texts;

namespace Ledger.Portal.Paper;

/// <summary>One line of a certificate: a claim with its label in both languages.</summary>
/// <param name="Depth">How deep it is nested; 0 for a claim of the record itself.</param>
/// <param name="LabelZh">The Chinese label.</param>
/// <param name="LabelEn">The English label.</param>
/// <param name="ValueZh">The value for a Chinese reader.</param>
/// <param name="ValueEn">The value for an English reader, if it is another text. Otherwise null.</param>
public sealed record PrintedClaim(int Depth, string LabelZh, string LabelEn, string ValueZh, string? ValueEn)
{
    /// <summary>The claims of a record.</summary>
    public static IReadOnlyList<PrintedClaim> Read(JsonElement claims, out string? typeZh, out string? typeEn)
    {
        var zh = ClaimRows.Read(claims, [], PageLanguage.TagOf(Language.Chinese), ClaimRows.MostShown);
        var en = ClaimRows.Read(claims, [], PageLanguage.TagOf(Language.English), ClaimRows.MostShown);
        (typeZh, typeEn) = (zh.TypeName, en.TypeName);
        return [.. zh.Rows.Zip(en.Rows, (one, other) => new PrintedClaim(one.Depth, one.Label, other.Label, one.Value, other.Value == one.Value ? null : other.Value))];
    }
}
