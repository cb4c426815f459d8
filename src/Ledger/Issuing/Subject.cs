namespace Ledger.Issuing;

/// <summary>
/// The subject of a record. The type and the number of the identity document identify it. Personal data: it is encrypted before it is stored, and
/// <see cref="ToString"/> does not show it.
/// </summary>
public sealed record Subject(
    string IdType, string IdNumber, string? Name, string? GivenName, string? FamilyName, string? Birthdate, string? Sex)
{
    public override string ToString() => "Subject";
}
