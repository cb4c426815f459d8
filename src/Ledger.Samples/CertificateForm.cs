namespace Ledger.Samples;

/// <summary>What all certificates of one type share. <paramref name="Serial"/> is the type's three digits at its issuer.</summary>
internal sealed record CertificateForm(string Department, string Type, Organisation Issuer, string Serial, string DocumentMark, LegalReference Basis)
{
    public string LicenceType { get; } = Issuer.Id + Serial;
}
