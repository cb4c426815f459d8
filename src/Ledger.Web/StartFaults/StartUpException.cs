using Ledger.Faults;

namespace Ledger.Web.StartFaults;

/// <summary>The node cannot start.</summary>
/// <param name="fault">The reason.</param>
/// <param name="detail">The place: a path, an address or the name of a setting. Never a secret.</param>
/// <param name="inner">The exception that caused it.</param>
public sealed class StartUpException(Fault fault, string detail, Exception? inner = null) : Exception(fault.Title.En + " " + detail, inner)
{
    public Fault Fault { get; } = fault;

    public string Detail { get; } = detail;
}
