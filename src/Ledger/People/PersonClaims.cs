using System.Globalization;
using System.Security.Claims;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;

namespace Ledger.People;

/// <summary>The claims of a principal that say which person signed in. Only this class writes and reads them. Stateless.</summary>
public static class PersonClaims
{
    /// <summary>The authentication scheme of people. A principal of another scheme, such as that of tokens, is no person.</summary>
    public const string Scheme = "person";

    private const string Provider = "provider";
    private const string ProviderId = "provider-id";
    private const string Session = "session";
    private const string Name = "person-name";
    private const string DutyClaim = "duty";
    private const string IdentityType = "identity-type";
    private const string Number = "identity-number";
    private const string AuthenticatedAt = "authenticated-at";

    // Separates the parts of a duty. Neither a role nor a department contains it.
    private const char Separator = ' ';

    /// <summary>Makes the principal of a person.</summary>
    public static ClaimsPrincipal ToPrincipal(SignedInPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var claims = new List<Claim> { new(Provider, person.Provider), new(ProviderId, person.ProviderId), new(Session, person.Session) };
        claims.AddRange(person.Duties.Select(duty => new Claim(DutyClaim, Format(duty))));
        if (person.Name is { } name)
        {
            claims.Add(new Claim(Name, name));
        }

        if (person.Identity is { } identity)
        {
            claims.Add(new Claim(IdentityType, identity.Type.Name));
            claims.Add(new Claim(Number, identity.Number));
        }

        if (person.AuthenticatedAt is { } at)
        {
            claims.Add(new Claim(AuthenticatedAt, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, Name, DutyClaim));
    }

    /// <summary>Finds the person of a principal. Null for anybody who did not sign in, and for a caller with a token.</summary>
    public static SignedInPerson? Find(ClaimsPrincipal? principal)
    {
        var identity = principal?.Identities.FirstOrDefault(one => one.IsAuthenticated && one.AuthenticationType == Scheme);
        return identity?.FindFirst(Provider)?.Value is { } provider
            && identity.FindFirst(ProviderId)?.Value is { } id
            && identity.FindFirst(Session)?.Value is { } session
                ? Read(identity, provider, id, session)
                : null;
    }

    private static SignedInPerson Read(ClaimsIdentity identity, string provider, string id, string session)
    {
        var number = FindIdentity(identity);
        return new SignedInPerson
        {
            Provider = provider,
            ProviderId = id,
            Session = session,
            Name = identity.FindFirst(Name)?.Value,
            Identity = number,
            Duties = [.. identity.FindAll(DutyClaim).Select(claim => Parse(claim.Value)).OfType<Duty>().Where(duty => number is not null || Duty.IsOfStaff(duty.Role))],
            AuthenticatedAt = long.TryParse(identity.FindFirst(AuthenticatedAt)?.Value, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        };
    }

    // The number was checked when the person signed in.
    private static IdentityNumber? FindIdentity(ClaimsIdentity identity) =>
        identity.FindFirst(IdentityType)?.Value is { } type && identity.FindFirst(Number)?.Value is { } number
            ? IdentityTypes.Read(type, number, DateOnly.MaxValue, "", "").Value
            : null;

    private static string Format(Duty duty) =>
        PersonRoleNames.Format(duty.Role) + (duty.Department is { } department ? Separator + department.ToString() : "");

    private static Duty? Parse(string text) => text.Split(Separator) switch
    {
        [var role] when PersonRoleNames.TryParse(role, out var parsed) => new Duty(parsed, null),
        [var role, var department] when PersonRoleNames.TryParse(role, out var parsed) && DepartmentId.TryParse(department, out var id) => new Duty(parsed, id),
        _ => null,
    };
}
