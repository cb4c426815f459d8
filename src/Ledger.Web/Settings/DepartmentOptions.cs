using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ledger.Departments;

namespace Ledger.Web.Settings;

/// <summary>A department that this node hosts.</summary>
internal sealed class DepartmentOptions : IValidatableObject
{
    /// <summary>The short name in addresses and origins.</summary>
    [Required(ErrorMessage = "Ledger:Departments: an Id is missing.")]
    public string Id { get; set; } = "";

    [Required(ErrorMessage = "Ledger:Departments: a NameZh is missing.")]
    public string NameZh { get; set; } = "";

    [Required(ErrorMessage = "Ledger:Departments: a NameEn is missing.")]
    public string NameEn { get; set; } = "";

    /// <summary>Refuses a name that a list, report or record cannot show. A missing name has its own message.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from named in new[] { (Setting: nameof(NameZh), Name: NameZh), (Setting: nameof(NameEn), Name: NameEn) }
        where named.Name.Length > 0 && !DepartmentName.IsName(named.Name)
        select new ValidationResult(string.Create(CultureInfo.InvariantCulture,
            $"Ledger:Departments: a {named.Setting} is not a name: 1 to {DepartmentName.MaxLength} characters, none of them a control character or invisible."));
}
