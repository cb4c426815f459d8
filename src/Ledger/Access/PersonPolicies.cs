namespace Ledger.Access;

/// <summary>
/// The names of the policies for pages: <c>[Authorize(Policy = PersonPolicies.Resident)]</c>. A host registers them. They admit people who signed in, and
/// never a token.
/// </summary>
public static class PersonPolicies
{
    /// <summary>Anybody who signed in.</summary>
    public const string SignedIn = "person";

    /// <summary>A resident.</summary>
    public const string Resident = "person:resident";

    /// <summary>A clerk of some department. The page checks of which one.</summary>
    public const string Clerk = "person:clerk";

    /// <summary>An approver of some department.</summary>
    public const string Approver = "person:approver";

    /// <summary>An auditor of some department.</summary>
    public const string Auditor = "person:auditor";

    /// <summary>An operator of some department.</summary>
    public const string Operator = "person:operator";

    /// <summary>
    /// Somebody who proved again, a few minutes ago at most, who they are. A page that does what cannot be undone puts it beside a role, on the question as
    /// well as on the deed.
    /// </summary>
    public const string Confirmed = "person:confirmed";
}
