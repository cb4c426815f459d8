using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>Whom the record is about. A type may need more than the two members that every record needs.</summary>
/// <param name="IdType">The kind of identity document, such as resident-identity-card.</param>
/// <param name="IdNumber">Its number.</param>
/// <param name="Name">The whole name.</param>
/// <param name="GivenName">The given name in Latin letters.</param>
/// <param name="FamilyName">The family name in Latin letters.</param>
/// <param name="Birthdate">The date of birth.</param>
/// <param name="Sex">The sex, as the identity document has it.</param>
internal sealed record SubjectBody(
    string IdType, string IdNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GivenName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FamilyName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Birthdate = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sex = null);
