using Ledger.Faults;

namespace Ledger.Web.StartFaults;

/// <summary>The node cannot start.</summary>
/// <param name="fault">Which of the reasons.</param>
/// <param name="detail">Where: a path, an address or a setting's name; never a secret.</param>
/// <param name="inner">What was thrown.</param>
public sealed class StartUpException(Fault fault, string detail, Exception? inner = null) : Exception(fault.Title.En + " " + detail, inner)
{
    public Fault Fault { get; } = fault;

    public string Detail { get; } = detail;
}
