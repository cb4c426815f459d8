using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>Why a policy was not met, as a row of the fault table.</summary>
internal sealed class FaultReason(IAuthorizationHandler handler, Fault fault) : AuthorizationFailureReason(handler, fault.Code)
{
    public Fault Fault { get; } = fault;
}
