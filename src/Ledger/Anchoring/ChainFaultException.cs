using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The chain cannot be used for a known reason. An operator has to do what the fault says. A later retry is safe.</summary>
public class ChainFaultException(Fault fault, string message) : ChainUnavailableException(message)
{
    public Fault Fault { get; } = fault;
}
