namespace Ledger.UseCases;

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first. With a filter, a page can be short or empty without being the last.</param>
/// <param name="Next">Start of the next page: records below this index. Null at the end of the list.</param>
/// <param name="Damaged">The indices of damaged records in this page, newest first.</param>
public sealed record ListedPage(IReadOnlyList<ListedRecord> Records, long? Next, IReadOnlyList<long> Damaged);
