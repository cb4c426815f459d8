using System.ComponentModel.DataAnnotations;
using Ledger.Departments;

namespace Ledger.Web.Settings;

/// <summary>What a value of the department claim means here.</summary>
internal sealed class SignInDepartmentOptions : IValidatableObject
{
    /// <summary>The value at the provider.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:Departments: a Value is missing.")]
    public string Value { get; set; } = "";

    /// <summary>The id of the department here.</summary>
    [Required(ErrorMessage = "Ledger:SignIn:Departments: a Department is missing.")]
    public string Department { get; set; } = "";

    /// <summary>Refuses a department that has no such id.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Department.Length > 0 && !DepartmentId.TryParse(Department, out _))
        {
            yield return new ValidationResult("Ledger:SignIn:Departments: a Department is not the id of a department.");
        }
    }
}
