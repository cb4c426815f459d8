namespace Ledger.UseCases;

/// <summary>One page of the list of who looked.</summary>
/// <param name="Lines">The lines, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">Start of the next page: entries below this index. Null at the end of the list.</param>
public sealed record DisclosurePage(IReadOnlyList<DisclosureLine> Lines, long? Next);
