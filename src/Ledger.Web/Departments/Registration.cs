using Ledger.Faults;
using Ledger.Verify.Chain;

namespace Ledger.Web.Departments;

/// <summary>
/// What keeps the registry from counting a department as one this node may act for; told by the health page. Unknown while the chain does not
/// answer, which has a code of its own. Safe for use from any thread.
/// </summary>
/// <param name="account">The operator's account as which this node acts.</param>
/// <param name="publicUrl">Where others reach this node; null when nobody said so.</param>
internal sealed class Registration(ChainAddress account, Uri? publicUrl)
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

/// <summary>LDG8016 to LDG8018 and LDG8576: how the registry and this node's department stand to each other.</summary>
public static class RegistrationFaults
{
    public static readonly Fault Unknown = new("LDG8016", 503,
        new("登记处没有该部门：不能签发，也不能锚定。", "The registry does not know the department: it can neither issue nor anchor."),
        new("请理事会接纳（ledger department add），或核对 Ledger__Host、部门简称与链的设置；接纳后自动继续。",
            "Have the council admit it (ledger department add), or check Ledger__Host, the department's id and the chain's settings; it goes on by itself then."));

    public static readonly Fault Suspended = new("LDG8017", 503,
        new("登记处已暂停该部门：锚定会被拒绝。", "The registry has suspended the department: its anchors are refused."),
        new("请联系理事会；恢复后自动继续。", "Ask the council; it goes on by itself once the suspension ends."));

    public static readonly Fault OtherOperator = new("LDG8018", 503,
        new("登记处中该部门的操作账户不是本节点的账户。", "The registry has another operator's account for the department than this node's."),
        new("请核对数据目录，或请理事会更换操作账户（ledger council propose set-operator）。",
            "Check the data directory, or have the operator changed (ledger department operator, or the council)."));

    public static readonly Fault OtherAddress = new("LDG8576", 503,
        new("登记处中的节点地址与 Ledger:PublicUrl 不同，他人会访问旧地址。", "The registry names another address of this node than Ledger:PublicUrl; others look for it there."),
        new("原因排除后（见日志）重新启动节点，它会自行登记；当前登记可用 ledger department show 查看。",
            "Remove the cause that the log names, then restart the node, which registers its address itself; ledger department show prints what is registered."));
}
