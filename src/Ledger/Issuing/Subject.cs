namespace Ledger.Issuing;

/// <summary>
/// Whom a record is about. Identified by the kind of document and its number; the rest is for the record itself. Personal data:
/// it is encrypted before it is stored, and its <see cref="ToString"/> says nothing so that no log line can.
/// </summary>
public sealed record Subject(
    string IdType, string IdNumber, string? Name, string? GivenName, string? FamilyName, string? Birthdate, string? Sex)
{
    public override string ToString() => "Subject";
}
