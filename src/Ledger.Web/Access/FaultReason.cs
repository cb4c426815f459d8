using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>The reason why a request does not meet a policy, as a fault.</summary>
internal sealed class FaultReason(IAuthorizationHandler handler, Fault fault) : AuthorizationFailureReason(handler, fault.Code)
{
    public Fault Fault { get; } = fault;
}
