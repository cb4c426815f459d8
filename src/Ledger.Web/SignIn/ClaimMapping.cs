using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.SignIn;

/// <summary>Turns the claims of a provider into a person, by the rules of the settings. Values that no rule names mean nothing. Stateless.</summary>
internal static class ClaimMapping
{
    private const string Subject = "sub";
    private const string AuthenticationTime = "auth_time";
    private const int LongestName = 60;
    private const int LongestId = 200;

    /// <summary>Makes the person.</summary>
    /// <param name="principal">The claims, in the provider's names.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="provider">The short name of the provider.</param>
    /// <param name="now">The current time.</param>
    /// <returns>A refusal if the number cannot be read, or if the person has no role here.</returns>
    public static Outcome<SignedInPerson> Map(ClaimsPrincipal principal, SignInOptions settings, string provider, DateTimeOffset now)
    {
        if (principal.FindFirst(Subject)?.Value is not { Length: > 0 and <= LongestId } id)
        {
            return SignInFaults.ProviderAnswerInvalid;
        }

        var identity = ReadIdentity(principal, settings, now);
        if (identity?.Refusal is not null)
        {
            return SignInFaults.IdentityUnreadable; // Without the details, which describe the number.
        }

        List<Duty> duties = [.. identity is null ? [] : new[] { new Duty(PersonRole.Resident, null) }, .. ReadStaffDuties(principal, settings)];
        return duties.Count == 0 ? SignInFaults.NoDuty : new SignedInPerson
        {
            Provider = provider,
            ProviderId = id,
            Session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Name = ReadName(principal.FindFirst(settings.NameClaim)?.Value),
            Identity = identity?.Required,
            Duties = duties,
            AuthenticatedAt = long.TryParse(principal.FindFirst(AuthenticationTime)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= now.AddMinutes(1).ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        };
    }

    /// <summary>The claims that the rules need.</summary>
    public static IEnumerable<string> ListClaims(SignInOptions settings) =>
        new[] { settings.NameClaim, settings.IdentityNumberClaim, settings.IdentityTypeClaim, settings.DepartmentClaim }
            .Concat(settings.Roles.Select(rule => rule.Claim)).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    // Null for somebody without a number.
    private static Outcome<IdentityNumber>? ReadIdentity(ClaimsPrincipal principal, SignInOptions settings, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(settings.IdentityNumberClaim) || principal.FindFirst(settings.IdentityNumberClaim)?.Value is not { Length: > 0 } number)
        {
            return null;
        }

        var type = string.IsNullOrEmpty(settings.IdentityTypeClaim) ? null : principal.FindFirst(settings.IdentityTypeClaim)?.Value;
        return IdentityTypes.Read(type ?? settings.IdentityType, number, DateOnly.FromDateTime(now.UtcDateTime).AddDays(1), "", "");
    }

    private static IEnumerable<Duty> ReadStaffDuties(ClaimsPrincipal principal, SignInOptions settings)
    {
        var departments = ReadDepartments(principal, settings).ToList();
        return settings.Roles
            .Where(rule => principal.HasClaim(rule.Claim, rule.Value) && PersonRoleNames.TryParse(rule.Role, out _))
            .SelectMany(rule => DepartmentId.TryParse(rule.Department, out var own) ? [own] : departments, (rule, department) => new Duty(RoleOf(rule), department))
            .Distinct();
    }

    private static PersonRole RoleOf(SignInRoleOptions rule) => PersonRoleNames.TryParse(rule.Role, out var role)
        ? role
        : throw new InvalidOperationException("The settings were not checked.");

    private static IEnumerable<DepartmentId> ReadDepartments(ClaimsPrincipal principal, SignInOptions settings)
    {
        foreach (var claim in string.IsNullOrEmpty(settings.DepartmentClaim) ? [] : principal.FindAll(settings.DepartmentClaim))
        {
            var mapped = settings.Departments.FirstOrDefault(row => row.Value == claim.Value)?.Department ?? claim.Value;
            if (DepartmentId.TryParse(mapped, out var department))
            {
                yield return department;
            }
        }
    }

    // A name is shown at the head of each page.
    private static string? ReadName(string? name)
    {
        var visible = string.Concat((name ?? "").EnumerateRunes()
            .Where(rune => System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            .Take(LongestName)).Trim();
        return visible.Length > 0 ? visible : null;
    }
}
