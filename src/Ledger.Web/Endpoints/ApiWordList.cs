namespace Ledger.Web.Endpoints;

/// <summary>A closed list of the words that a member of a request or answer may have.</summary>
internal sealed record ApiWordList(string Name, string Description, IReadOnlyList<string> Words);
