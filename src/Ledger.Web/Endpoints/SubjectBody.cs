using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The person or organisation that the record is about. Every record needs the first two members. A type may need more.</summary>
/// <param name="IdType">The kind of identity document, such as resident-identity-card.</param>
/// <param name="IdNumber">The number of the identity document.</param>
/// <param name="Name">The full name.</param>
/// <param name="GivenName">The given name in Latin letters.</param>
/// <param name="FamilyName">The family name in Latin letters.</param>
/// <param name="Birthdate">The date of birth.</param>
/// <param name="Sex">The sex, as in the identity document.</param>
internal sealed record SubjectBody(
    string IdType, string IdNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GivenName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FamilyName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Birthdate = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sex = null);
