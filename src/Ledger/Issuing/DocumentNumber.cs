using System.Text.Json;

namespace Ledger.Issuing;

/// <summary>The number printed on a record's paper. A department must not issue the same document twice. Stateless.</summary>
internal static class DocumentNumber
{
    public const string Name = "document_number";

    public const string Pointer = ClaimPlaces.Root + "/" + Name;

    /// <summary>
    /// A key that is equal for all spellings of one document of one type: the type without its version, and the number without blanks, width and
    /// case. Null if the claims have no document number.
    /// </summary>
    public static string? FindKey(string vct, JsonElement claims) =>
        claims.ValueKind is JsonValueKind.Object && claims.TryGetProperty(Name, out var number) && number.ValueKind is JsonValueKind.String
            ? FormatKey(RecordFamily.WithoutVersion(vct), number.GetString() ?? "")
            : null;

    /// <summary>The key of a number of one type family.</summary>
    public static string FormatKey(string family, string number) =>
        $"{family}\0{string.Concat(VisibleText.Fold(number).Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant()}";
}
