using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.UseCases;

namespace Ledger.Browser;

/// <summary>The claims of a judged record with the labels of its type, in both languages. The type files are part of the program. Stateless.</summary>
internal static class ClaimLabels
{
    /// <summary>
    /// The member <c>labels</c> of the answer: for <c>zh</c> and <c>en</c> the name of the type and the rows with depth, label and value. Null if no claims
    /// may be shown.
    /// </summary>
    public static JsonObject? Find(JudgedFile judged) =>
        (judged.Report ?? judged.Evidence?.Report) is { Claims: { ValueKind: JsonValueKind.Object } claims }
            ? new JsonObject { ["zh"] = ToJson(ClaimRows.Read(claims, [], "zh-CN", ClaimRows.MostShown)), ["en"] = ToJson(ClaimRows.Read(claims, [], "en", ClaimRows.MostShown)) }
            : null;

    private static JsonObject ToJson(ClaimRows claims) => new()
    {
        ["type"] = claims.TypeName,
        ["isCut"] = claims.IsCut,
        ["rows"] = new JsonArray([.. claims.Rows.Select(row => new JsonObject { ["depth"] = row.Depth, ["label"] = row.Label, ["value"] = row.Value })]),
    };
}
