using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The chain cannot be used as it is, and it is known why: somebody has to mend what the fault says. Trying again later is safe.</summary>
public class ChainFaultException(Fault fault, string message) : ChainUnavailableException(message)
{
    public Fault Fault { get; } = fault;
}
