using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>
/// Decides whether a request meets a <see cref="DepartmentRoleRequirement"/>. It checks the caller before the department, so that an unknown caller
/// cannot find out which departments exist. Handlers get the department of an authorised caller from <see cref="RoleRoutes.Department"/>.
/// </summary>
internal sealed class DepartmentRoleHandler(HostedDepartments departments) : AuthorizationHandler<DepartmentRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DepartmentRoleRequirement requirement)
    {
        if (context.Resource is not HttpContext http || CallerClaims.Find(context.User) is not { } caller)
        {
            return Task.CompletedTask; // The requirement is not met, so the scheme challenges the unknown caller.
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
            http.Features.Set(new AdmittedCaller(caller, department!)); // Not null: without a department there is a fault.
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
