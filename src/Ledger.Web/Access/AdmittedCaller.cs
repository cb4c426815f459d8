using Ledger.Hosting;

namespace Ledger.Web.Access;

/// <summary>The authorised caller of a request, and the department in its address. A feature of the request.</summary>
internal sealed record AdmittedCaller(Ledger.UseCases.Caller Caller, HostedDepartment Department);
