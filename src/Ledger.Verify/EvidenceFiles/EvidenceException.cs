namespace Ledger.Verify.EvidenceFiles;

/// <summary>Reports that evidence cannot be read or written. It says nothing about the record.</summary>
/// <param name="problem">The reason.</param>
/// <param name="inner">The cause; null when there is none.</param>
public sealed class EvidenceException(EvidenceProblem problem, Exception? inner = null) : Exception($"The evidence cannot be used: {problem}.", inner)
{
    /// <summary>The reason.</summary>
    public EvidenceProblem Problem { get; } = problem;
}
