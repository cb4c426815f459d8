namespace Ledger.Web.Problems;

/// <summary>Title and detail in another language.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record ProblemTextBody(string Title, string Detail);
