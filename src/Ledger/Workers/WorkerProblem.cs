using Ledger.Verify.Faults;

namespace Ledger.Workers;

/// <summary>Why a round of a worker failed.</summary>
/// <param name="Outcome">The kind of failure, which decides what the worker does next.</param>
/// <param name="Fault">The fault that the health page shows.</param>
public sealed record WorkerProblem(WorkerOutcome Outcome, Fault Fault);
