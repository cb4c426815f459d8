using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>
/// What keeps the registry from counting a department as one this node may act for; told by the health page. Unknown while the chain does not
/// answer, which has a code of its own. Safe for use from any thread.
/// </summary>
/// <param name="account">The operator's account as which this node acts; null without a chain.</param>
/// <param name="publicUrl">Where others reach this node; null when nobody said so.</param>
public sealed class Registration(ChainAddress? account, Uri? publicUrl)
{
    private volatile Fault? _fault;
    private volatile bool _isAddressSent; // Set by whoever opens the node.

    /// <summary>Null when nothing does, as far as is known.</summary>
    public Fault? Fault => _fault;

    /// <summary>Takes what the registry says now.</summary>
    /// <param name="department">Null when it knows none.</param>
    public void Refresh(DepartmentFacts? department) => _fault =
        department is null ? RegistrationFaults.Unknown
        : department.SuspendedAt is not null ? RegistrationFaults.Suspended
        : department.Operator != account ? RegistrationFaults.OtherOperator
        : publicUrl is not null && !_isAddressSent && !IsSame(department.NodeUrl, publicUrl) ? RegistrationFaults.OtherAddress
        : null;

    /// <summary>A block has the node's address. What is read as of earlier blocks does not count against it.</summary>
    public void AddressSent()
    {
        _isAddressSent = true;
        if (_fault == RegistrationFaults.OtherAddress)
        {
            _fault = null;
        }
    }

    // "https://a.example" and "https://a.example/" are one address.
    private static bool IsSame(string registered, Uri publicUrl) => Uri.TryCreate(registered, UriKind.Absolute, out var address) && address == publicUrl;
}
