using System.ComponentModel.DataAnnotations;
using Ledger.Issuing;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>How people sign in: an OpenID Connect provider, and what its claims mean here. Without a provider nobody can sign in.</summary>
internal sealed class SignInOptions : IValidatableObject
{
    public const string Section = SettingsServices.Root + ":SignIn";

    private static readonly string[] DefaultScopes = ["openid", "profile"];

    /// <summary>
    /// Whether the demonstration's own provider signs people in, without any password. The default is true in a demonstration without
    /// <see cref="Authority"/>. A node with a configured chain does not start if this is true.
    /// </summary>
    public bool? Demonstration { get; set; }

    /// <summary>The issuer of the provider. Its configuration is read from <c>{Authority}/.well-known/openid-configuration</c>.</summary>
    [WebAddress(ErrorMessage = "Ledger:SignIn:Authority is not an absolute http or https address.")]
    public Uri? Authority { get; set; }

    /// <summary>A short name of the provider for the history of what a person did. The default is its host name.</summary>
    [RegularExpression("^[a-z0-9][a-z0-9.-]{0,59}$", ErrorMessage = "Ledger:SignIn:Name is not 1 to 60 characters of a-z, 0-9, dots and hyphens.")]
    public string? Name { get; set; }

    /// <summary>The id of this node at the provider.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of this node at the provider. A public client has none: PKCE is always used.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Instead of <see cref="ClientSecret"/>: the path of a file that contains it.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The scopes to ask for. The default is <c>openid</c> and <c>profile</c>.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Whether the provider must be reached over https, and people must reach this node over https. Turn it off only on one machine, to try something.</summary>
    public bool RequireHttps { get; set; } = true;

    /// <summary>The claim with the name to greet a person with.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:NameClaim is empty.")]
    public string NameClaim { get; set; } = "name";

    /// <summary>The claim with a resident's identity number. Without it no resident can sign in, only staff.</summary>
    public string? IdentityNumberClaim { get; set; }

    /// <summary>The claim with the type of the identity document. Without it, each number is of <see cref="IdentityType"/>.</summary>
    public string? IdentityTypeClaim { get; set; }

    /// <summary>The type of the identity document, for people without <see cref="IdentityTypeClaim"/>.</summary>
    public string IdentityType { get; set; } = IdentityTypes.ResidentIdentityCard;

    /// <summary>The rules for the roles of staff.</summary>
    [ValidateEnumeratedItems]
    public IList<SignInRoleOptions> Roles { get; set; } = [];

    /// <summary>The claim with the departments of staff, for rules that name none.</summary>
    public string? DepartmentClaim { get; set; }

    /// <summary>What the values of <see cref="DepartmentClaim"/> mean. A value that is not listed is the id of a department, or nothing.</summary>
    [ValidateEnumeratedItems]
    public IList<SignInDepartmentOptions> Departments { get; set; } = [];

    /// <summary>For how many minutes a session lasts without a request.</summary>
    [SettingRange(1, 1440, ErrorMessage = "Ledger:SignIn:IdleMinutes is not between 1 and 1440.")]
    public double IdleMinutes { get; set; } = 20;

    /// <summary>For how many hours a session lasts at most.</summary>
    [SettingRange(0.1, 24, ErrorMessage = "Ledger:SignIn:SessionHours is not between 0.1 and 24.")]
    public double SessionHours { get; set; } = 8;

    /// <summary>
    /// At a sign-in the provider may use its own session if the person proved their identity there at most this many minutes ago. The default is what the
    /// provider does.
    /// </summary>
    [SettingRange(0, 1440, ErrorMessage = "Ledger:SignIn:MaxAgeMinutes is not between 0 and 1440.")]
    public double? MaxAgeMinutes { get; set; }

    /// <summary>How many minutes ago, at most, a person proved their identity before they open a page that does what cannot be undone.</summary>
    [SettingRange(1, 60, ErrorMessage = "Ledger:SignIn:ConfirmedMinutes is not between 1 and 60.")]
    public double ConfirmedMinutes { get; set; } = 5;

    /// <summary>The scopes, or the default ones.</summary>
    public IEnumerable<string> RequestedScopes => Scopes.Count > 0 ? Scopes : DefaultScopes;

    /// <summary>Checks the settings that depend on each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is { IsAbsoluteUri: true } authority)
        {
            if (authority.Scheme == Uri.UriSchemeHttp && RequireHttps)
            {
                yield return new ValidationResult("Ledger:SignIn:Authority is not https. On one machine, to try something, set Ledger:SignIn:RequireHttps to false.");
            }

            if (string.IsNullOrEmpty(ClientId))
            {
                yield return new ValidationResult("Ledger:SignIn:ClientId is empty although an authority is given.");
            }

            if (Demonstration == true)
            {
                yield return new ValidationResult("Ledger:SignIn:Authority and Ledger:SignIn:Demonstration are both given.");
            }
        }

        if (!string.IsNullOrEmpty(ClientSecret) && !string.IsNullOrEmpty(ClientSecretFile))
        {
            yield return new ValidationResult("Ledger:SignIn:ClientSecret and Ledger:SignIn:ClientSecretFile are both given.");
        }

        if (!RequestedScopes.Contains("openid", StringComparer.Ordinal))
        {
            yield return new ValidationResult("Ledger:SignIn:Scopes does not contain openid.");
        }

        if (!IdentityTypes.All.Any(type => type.Name == IdentityType))
        {
            yield return new ValidationResult("Ledger:SignIn:IdentityType is not one of: " + string.Join(", ", IdentityTypes.All.Select(type => type.Name)) + ".");
        }

        if (string.IsNullOrEmpty(DepartmentClaim) && Roles.Any(rule => string.IsNullOrEmpty(rule.Department)))
        {
            yield return new ValidationResult("Ledger:SignIn:Roles: a rule names no Department, and Ledger:SignIn:DepartmentClaim is empty.");
        }

        if (IdleMinutes > SessionHours * 60)
        {
            yield return new ValidationResult("Ledger:SignIn:IdleMinutes is longer than Ledger:SignIn:SessionHours.");
        }
    }
}
