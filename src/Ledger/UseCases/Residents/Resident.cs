using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;

namespace Ledger.UseCases.Residents;

/// <summary>
/// A resident who is signed in. The host creates it from what the identity provider says. The use cases show her only what is hers. Personal data.
/// </summary>
/// <param name="Identity">Her identity number.</param>
/// <param name="SignIn">The name of the identity provider. The log keeps it with each of her own looks.</param>
public sealed record Resident(IdentityNumber Identity, string SignIn)
{
    private const string Purpose = "resident-request";

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "Resident";

    /// <summary>What the log keeps of a look by the resident herself.</summary>
    internal Disclosure Describe(PurposeCatalogue purposes, DisclosureForm form, IEnumerable<RecordId> records, IEnumerable<string> claims) =>
        Describe(purposes, $"resident ({SignIn})", Disclosure.ResidentRole, form, records, claims);

    /// <summary>What the log keeps of a look that a resident wanted, by herself or by somebody else.</summary>
    internal static Disclosure Describe(
        PurposeCatalogue purposes, string by, string role, DisclosureForm form, IEnumerable<RecordId> records, IEnumerable<string> claims)
    {
        var purpose = purposes.Find(Purpose) ?? throw new InvalidOperationException($"The purpose {Purpose} is not published.");
        return new Disclosure
        {
            By = by,
            Department = "",
            Role = role,
            Form = form,
            Records = [.. records],
            Claims = [.. claims],
            Purpose = purpose.Code,
            PurposeVersion = purpose.Version,
            Basis = LegalBasis.ExplicitRequest,
        };
    }
}
