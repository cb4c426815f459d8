namespace Ledger.Samples;

/// <summary>
/// The common values of all certificates of one type. <paramref name="Serial"/> is the three-digit number of the type at its issuer.
/// </summary>
internal sealed record CertificateForm(string Department, string Type, Organisation Issuer, string Serial, string DocumentMark, LegalReference Basis)
{
    public string LicenceType { get; } = Issuer.Id + Serial;
}
