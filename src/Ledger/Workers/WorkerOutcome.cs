namespace Ledger.Workers;

/// <summary>What a round of a worker that did not succeed means.</summary>
public enum WorkerOutcome
{
    /// <summary>Something does not answer. The worker backs off and retries.</summary>
    Transient,

    /// <summary>Something says no, or is not as it should be. The health page shows it, and the worker goes on.</summary>
    Refused,

    /// <summary>Nobody foresaw it. It is logged as critical with its stack, and the node is not ready while it lasts.</summary>
    Fatal,
}
