using Ledger.Hosting;

namespace Ledger.Web.Access;

/// <summary>Who was let through, and to which department: a feature of the request.</summary>
internal sealed record AdmittedCaller(Ledger.UseCases.Caller Caller, HostedDepartment Department);
