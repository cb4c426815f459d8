using Ledger.Verify.Faults;

namespace Ledger.Workers;

/// <summary>Why a round of a worker failed.</summary>
/// <param name="Fault">The fault that the health page shows.</param>
public sealed record WorkerProblem(Fault Fault)
{
    /// <summary>The kind of failure, which decides what the worker does next. It follows from the kind of the fault, for every worker.</summary>
    public WorkerOutcome Outcome => Fault.Kind switch
    {
        FaultKind.Transient => WorkerOutcome.Transient,
        FaultKind.Fatal => WorkerOutcome.Fatal,
        _ => WorkerOutcome.Refused,
    };
}
