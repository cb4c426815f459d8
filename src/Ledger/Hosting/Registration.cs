using Ledger.Faults;
using Ledger.Verify.Chain;

namespace Ledger.Hosting;

/// <summary>
/// What keeps the registry from counting a department as one this node may act for; told by the health page. Unknown while the chain does not
/// answer, which has a code of its own. Safe for use from any thread.
/// </summary>
public sealed class Registration(ChainAddress? account)
{
    private volatile Fault? _fault;

    /// <summary>Null when nothing does, as far as is known.</summary>
    public Fault? Fault => _fault;

    /// <summary>Takes what the registry says now.</summary>
    /// <param name="department">Null when it knows none.</param>
    public void Refresh(DepartmentFacts? department) => _fault =
        department is null ? RegistrationFaults.Unknown
        : department.SuspendedAt is not null ? RegistrationFaults.Suspended
        : department.Operator != account ? RegistrationFaults.OtherOperator
        : null;
}
