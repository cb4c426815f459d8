namespace Ledger.Issuing;

/// <summary>A subject whose identity was read and whose other members can be true.</summary>
/// <param name="Identity">The identity number in its one form.</param>
/// <param name="Subject">The subject as it goes into the record: normalised.</param>
public sealed record CheckedSubject(IdentityNumber Identity, Subject Subject)
{
    public override string ToString() => "CheckedSubject";
}
