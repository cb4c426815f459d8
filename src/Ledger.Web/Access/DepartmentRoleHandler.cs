using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>
/// Decides about a <see cref="DepartmentRoleRequirement"/>. Who the caller is comes before what there is: an unknown caller learns of no
/// department. A caller that is let through finds its department by <see cref="RoleRoutes.Department"/>.
/// </summary>
internal sealed class DepartmentRoleHandler(HostedDepartments departments) : AuthorizationHandler<DepartmentRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DepartmentRoleRequirement requirement)
    {
        if (context.Resource is not HttpContext http || CallerClaims.Find(context.User) is not { } caller)
        {
            return Task.CompletedTask; // Not met: an unknown caller is challenged.
        }

        var named = DepartmentId.TryParse(http.GetRouteValue("department") as string, out var id);
        var department = named ? departments.Find(id) : null;
        var fault = !named || (department is null && departments.FindDown(id) is null) ? AccessFaults.DepartmentUnknown
            : caller.FindFault(id, requirement.Roles) ?? (department is null ? LogFaults.DepartmentDown : null);
        if (fault is not null)
        {
            context.Fail(new FaultReason(this, fault));
        }
        else
        {
            http.Features.Set(new AdmittedCaller(caller, department!)); // Without a department there is a fault.
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
