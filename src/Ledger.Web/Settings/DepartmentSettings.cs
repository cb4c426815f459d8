using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ledger.Departments;

namespace Ledger.Web.Settings;

/// <summary>A department that this node hosts.</summary>
public sealed class DepartmentSettings
{
    /// <summary>The short name in addresses and origins.</summary>
    [Required(ErrorMessage = "Ledger:Departments: an Id is missing.")]
    public string Id { get; set; } = "";

    [Required(ErrorMessage = "Ledger:Departments: a NameZh is missing.")]
    [CustomValidation(typeof(DepartmentSettings), nameof(CheckName))]
    public string NameZh { get; set; } = "";

    [Required(ErrorMessage = "Ledger:Departments: a NameEn is missing.")]
    [CustomValidation(typeof(DepartmentSettings), nameof(CheckName))]
    public string NameEn { get; set; } = "";

    /// <summary>Refuses a name that a list, report or record cannot show. A missing name has its own message.</summary>
    public static ValidationResult? CheckName(string name, ValidationContext context) => name.Length == 0 || DepartmentName.IsName(name)
        ? ValidationResult.Success
        : new ValidationResult(string.Create(CultureInfo.InvariantCulture,
            $"Ledger:Departments: a {context?.MemberName} is no name: 1 to {DepartmentName.MaxLength} characters, none of them a control character or invisible."));
}
