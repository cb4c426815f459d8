namespace Ledger.Workers;

/// <summary>The condition of a worker, for the health page.</summary>
/// <param name="Problem">Why its last round failed. Null if it succeeded, or before the first round.</param>
/// <param name="Since">When the problem began. Null without a problem.</param>
/// <param name="FatalRounds">The number of its rounds that ended with an unforeseen error.</param>
/// <param name="HasEnded">Whether it ended without being stopped.</param>
public sealed record WorkerCondition(WorkerProblem? Problem, DateTimeOffset? Since, int FatalRounds, bool HasEnded)
{
    public static WorkerCondition Well { get; } = new(null, null, 0, false);

    /// <summary>Whether a person has to act, because of an unforeseen error or because the worker ended.</summary>
    public bool IsFatal => HasEnded || Problem?.Outcome is WorkerOutcome.Fatal;
}
