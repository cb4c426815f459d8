using System.Text.Json;

namespace Ledger.Issuing;

/// <summary>
/// The number a record's paper carries, by which a department must not issue the same document twice. Stateless.
/// </summary>
internal static class DocumentNumber
{
    public const string Name = "document_number";

    public const string Pointer = ClaimPlaces.Root + "/" + Name;

    /// <summary>
    /// What two spellings of one document of one type have in common: the type without its version, and the number without blanks, width
    /// and case. Null when the claims have none.
    /// </summary>
    public static string? FindKey(string vct, JsonElement claims) =>
        claims.ValueKind is JsonValueKind.Object && claims.TryGetProperty(Name, out var number) && number.ValueKind is JsonValueKind.String
            ? $"{RecordFamily.Of(vct)}\0{string.Concat(VisibleText.Fold(number.GetString() ?? "").Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant()}"
            : null;
}
