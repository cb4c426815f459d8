namespace Ledger.Web.Endpoints;

/// <summary>The person whom a search is about.</summary>
/// <param name="IdType">The type of the identity document.</param>
/// <param name="IdNumber">The whole number of the document.</param>
internal sealed record SubjectIdentityBody(string IdType, string IdNumber);
