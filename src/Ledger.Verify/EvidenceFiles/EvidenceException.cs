namespace Ledger.Verify.EvidenceFiles;

/// <summary>Evidence cannot be read or written. Says nothing about the record.</summary>
/// <param name="problem">Why.</param>
/// <param name="inner">The cause; null without one.</param>
public sealed class EvidenceException(EvidenceProblem problem, Exception? inner = null) : Exception($"The evidence cannot be used: {problem}.", inner)
{
    /// <summary>Why.</summary>
    public EvidenceProblem Problem { get; } = problem;
}
