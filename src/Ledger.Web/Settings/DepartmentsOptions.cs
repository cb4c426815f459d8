using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>The departments that a node hosts, and the host name in their identity.</summary>
internal sealed class DepartmentsOptions : IValidatableObject
{
    /// <summary>
    /// The host name in the identity of the departments: origins of logs and issuers of records start with it. It is chosen once. It is not a
    /// network address and does not change when the node moves.
    /// </summary>
    [Required(ErrorMessage = "Ledger:Host is empty.")]
    [RegularExpression(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", ErrorMessage = "Ledger:Host is not a host name in lower case.")]
    public string Host { get; set; } = "ledger.localhost";

    /// <summary>The departments that this node hosts. The embedded profile ignores them and uses four of its own.</summary>
    [ValidateEnumeratedItems]
    public IList<DepartmentOptions> Departments { get; set; } = [];

    /// <summary>Refuses two departments with one id.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var ids = Departments.Select(department => department.Id).Where(id => id.Length > 0).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
        {
            yield return new ValidationResult("Ledger:Departments names an Id twice.");
        }
    }
}
