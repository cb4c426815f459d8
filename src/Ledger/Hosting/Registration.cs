using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>
/// Whether the registry lets this node act for a department, for the health page. Without an answer of the chain the state is unknown; another fault
/// reports the chain. Safe for use from any thread.
/// </summary>
/// <param name="account">The operator account of this node. Null without a chain.</param>
/// <param name="publicUrl">The public URL of this node. Null if it is not configured.</param>
public sealed class Registration(ChainAddress? account, Uri? publicUrl)
{
    private volatile Fault? _fault;
    private volatile bool _isAddressSent; // Set by the code that opens the node.

    /// <summary>The known fault. Null if there is none.</summary>
    public Fault? Fault => _fault;

    /// <summary>Updates the state from the registry's present facts.</summary>
    /// <param name="department">The facts. Null if the registry has no such department.</param>
    public void Refresh(DepartmentFacts? department) => _fault =
        department is null ? RegistrationFaults.Unknown
        : department.SuspendedAt is not null ? RegistrationFaults.Suspended
        : department.Operator != account ? RegistrationFaults.OtherOperator
        : publicUrl is not null && !_isAddressSent && !IsSame(department.NodeUrl, publicUrl) ? RegistrationFaults.OtherAddress
        : null;

    /// <summary>Records that a block contains the node's address. Facts from earlier blocks with another address are then ignored.</summary>
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
