namespace Ledger.Web.Endpoints;

/// <summary>A closed list of words that members of requests and answers have as their value.</summary>
internal sealed record ApiWordList(string Name, string Description, IReadOnlyList<string> Words);
