namespace Ledger.UseCases;

/// <summary>One page of the list of complaints.</summary>
/// <param name="Complaints">The complaints, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">Start of the next page: entries below this index. Null at the end of the list.</param>
public sealed record ComplaintPage(IReadOnlyList<ComplaintLine> Complaints, long? Next);
