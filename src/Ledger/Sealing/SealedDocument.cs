using Ledger.Issuing;
using Ledger.Verify.Seals;

namespace Ledger.Sealing;

/// <summary>Reads the document number out of a record's payload. Stateless.</summary>
internal static class SealedDocument
{
    /// <summary>
    /// The key of the document number, from <see cref="DocumentNumber.FindKey"/>: equal for all spellings of one number. Null without a number.
    /// </summary>
    public static string? FindKey(string vct, Payload payload) =>
        SdJwt.TryParse(payload.Text, out var sdJwt, out _) && sdJwt.TryDisclose(out var claims, out _) ? DocumentNumber.FindKey(vct, claims.Payload) : null;
}
