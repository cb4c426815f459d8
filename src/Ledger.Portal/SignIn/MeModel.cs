using Ledger.Access;
using Ledger.Departments;
using Ledger.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ledger.Portal.SignIn;

/// <summary>Who is signed in, with which roles, and what each role can do today.</summary>
[Authorize(Policy = PersonPolicies.SignedIn)]
public sealed class MeModel : PageModel
{
    /// <summary>The person.</summary>
    public SignedInPerson Person => PersonClaims.Find(User) ?? throw new InvalidOperationException("The policy admits people only.");

    /// <summary>The roles of staff, each with the departments where the person has it.</summary>
    public IEnumerable<(PersonRole Role, IReadOnlyList<DepartmentId> Departments)> StaffRoles =>
        Person.Duties.Select(duty => duty.Role).Where(Duty.IsOfStaff).Distinct().Select(role => (role, (IReadOnlyList<DepartmentId>)[.. Person.DepartmentsOf(role)]));
}
