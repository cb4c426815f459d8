namespace Ledger.Issuing;

/// <summary>A subject that passed all checks.</summary>
/// <param name="Identity">The identity number in its canonical form.</param>
/// <param name="Subject">The normalised subject, as the record holds it.</param>
public sealed record CheckedSubject(IdentityNumber Identity, Subject Subject)
{
    public override string ToString() => "CheckedSubject";
}
