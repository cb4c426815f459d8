namespace Ledger.UseCases.Residents;

/// <summary>A part of the list of one log.</summary>
/// <param name="Rows">The rows, newest first. There can be fewer than asked for before the end of the list.</param>
/// <param name="Next">Where the list goes on: below this index. Null at its end.</param>
internal sealed record MergePart<T>(IReadOnlyList<MergeRow<T>> Rows, long? Next);
