namespace Ledger.UseCases;

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first. With a filter a page may have fewer than asked for, or none, and not be the last.</param>
/// <param name="Next">The index below which the following page begins; null at the end of the list.</param>
/// <param name="Damaged">The indices of records of this page whose stored data is damaged, newest first.</param>
public sealed record ListedPage(IReadOnlyList<ListedRecord> Records, long? Next, IReadOnlyList<long> Damaged);
