using Ledger.Verify.Faults;

namespace Ledger.Workers;

/// <summary>Why a round of a worker did not succeed.</summary>
/// <param name="Outcome">What the worker does about it.</param>
/// <param name="Fault">What the health page shows.</param>
public sealed record WorkerProblem(WorkerOutcome Outcome, Fault Fault);
