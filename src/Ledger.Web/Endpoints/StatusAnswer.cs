namespace Ledger.Web.Endpoints;

/// <summary>A logged status change.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Status">The new status.</param>
/// <param name="Successor">The record that replaces it, if any.</param>
/// <param name="Index">The index of the status entry in the log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Level">The level of the proof of the status entry.</param>
/// <param name="OnChain">Whether the change is already on the chain, where everybody sees it. If not, the node sends it without another request.</param>
internal sealed record StatusAnswer(
    string Id, [property: Described(ApiWords.RecordStatus)] string Status, string? Successor, long Index, DateTimeOffset At,
    [property: Described(ApiWords.ProofLevel)] string Level, bool OnChain);
