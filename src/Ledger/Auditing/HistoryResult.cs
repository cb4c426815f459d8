namespace Ledger.Auditing;

/// <summary>The result of comparing two heads.</summary>
/// <param name="Answer">How the two heads relate to each other.</param>
/// <param name="Contradiction">The contradiction, if there is one.</param>
public sealed record HistoryResult(HistoryAnswer Answer, Contradiction? Contradiction)
{
    internal static HistoryResult Extends { get; } = new(HistoryAnswer.Extends, null);

    internal static HistoryResult Unknown { get; } = new(HistoryAnswer.Unknown, null);

    internal static HistoryResult FromContradiction(Contradiction contradiction) => new(HistoryAnswer.Contradicts, contradiction);
}
