namespace Ledger.Workers;

/// <summary>The kind of failure of a worker's round. <see cref="WorkerProblem.Outcome"/> finds it from the fault.</summary>
public enum WorkerOutcome
{
    /// <summary>A dependency does not answer. The worker backs off and retries.</summary>
    Transient,

    /// <summary>A dependency rejects the work, or its state is wrong. The health page shows it, and the worker continues.</summary>
    Refused,

    /// <summary>An unforeseen error. It is logged as critical with its stack, and the node is not ready while it lasts.</summary>
    Fatal,
}
