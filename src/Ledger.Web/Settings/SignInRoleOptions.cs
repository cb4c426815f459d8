using System.ComponentModel.DataAnnotations;
using Ledger.Access;
using Ledger.Departments;

namespace Ledger.Web.Settings;

/// <summary>A rule: who has this value in this claim has this role.</summary>
internal sealed class SignInRoleOptions : IValidatableObject
{
    /// <summary>The claim, for example <c>groups</c>.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:Roles: a Claim is missing.")]
    public string Claim { get; set; } = "";

    /// <summary>The value. A claim with several values fits if one of them is this one.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:Roles: a Value is missing.")]
    public string Value { get; set; } = "";

    /// <summary><c>clerk</c>, <c>approver</c>, <c>auditor</c> or <c>operator</c>. A resident is whoever has an identity number.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:Roles: a Role is missing.")]
    public string Role { get; set; } = "";

    /// <summary>The department of the role. Without it, the role is valid in the departments that <see cref="SignInOptions.DepartmentClaim"/> names.</summary>
    public string? Department { get; set; }

    /// <summary>Refuses an unknown role, and a department that has no such id.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Role.Length > 0 && !(PersonRoleNames.TryParse(Role, out var role) && role is not PersonRole.Resident))
        {
            yield return new ValidationResult("Ledger:SignIn:Roles: a Role is not clerk, approver, auditor or operator.");
        }

        if (Department is not null && !DepartmentId.TryParse(Department, out _))
        {
            yield return new ValidationResult("Ledger:SignIn:Roles: a Department is not the id of a department.");
        }
    }
}
