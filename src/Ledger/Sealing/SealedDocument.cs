using Ledger.Issuing;
using Ledger.Verify.Seals;

namespace Ledger.Sealing;

/// <summary>Reads the document number out of a record's payload. Stateless.</summary>
internal static class SealedDocument
{
    /// <summary>The key by which two spellings of one document are found, as <see cref="DocumentNumber.FindKey"/> makes it; null without a number.</summary>
    public static string? FindKey(string vct, Payload payload) =>
        SdJwt.TryParse(payload.Text, out var sdJwt, out _) && sdJwt.TryDisclose(out var claims, out _) ? DocumentNumber.FindKey(vct, claims.Payload) : null;
}
