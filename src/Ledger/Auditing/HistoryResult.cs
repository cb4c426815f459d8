namespace Ledger.Auditing;

/// <summary>The answer, and what it rests on.</summary>
/// <param name="Answer">What two heads say about each other.</param>
/// <param name="Contradiction">Set when they contradict each other.</param>
public sealed record HistoryResult(HistoryAnswer Answer, Contradiction? Contradiction)
{
    internal static HistoryResult Extends { get; } = new(HistoryAnswer.Extends, null);

    internal static HistoryResult Unknown { get; } = new(HistoryAnswer.Unknown, null);

    internal static HistoryResult Of(Contradiction contradiction) => new(HistoryAnswer.Contradicts, contradiction);
}
