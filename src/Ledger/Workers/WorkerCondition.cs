namespace Ledger.Workers;

/// <summary>How a worker is; a value for the health page.</summary>
/// <param name="Problem">Why its last round did not succeed; null when it did, or before the first.</param>
/// <param name="Since">Since when the problem lasts; null without one.</param>
/// <param name="FatalRounds">How many of its rounds ended with an error that nobody foresaw.</param>
/// <param name="HasEnded">Whether it ended although nobody stopped it.</param>
public sealed record WorkerCondition(WorkerProblem? Problem, DateTimeOffset? Since, int FatalRounds, bool HasEnded)
{
    public static WorkerCondition Well { get; } = new(null, null, 0, false);

    /// <summary>Whether a person has to act: an error that nobody foresaw, or the end of the worker.</summary>
    public bool IsFatal => HasEnded || Problem?.Outcome is WorkerOutcome.Fatal;
}
