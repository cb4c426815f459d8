namespace Ledger.Web.Endpoints;

/// <summary>A status change that was logged.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Status">The new status.</param>
/// <param name="Successor">The record that takes its place, if any.</param>
/// <param name="Index">The status entry's place in the log.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Level">How far the proof of the status entry has come.</param>
/// <param name="OnChain">Whether the chain has it too, so that everybody sees it; if not, it follows by itself.</param>
internal sealed record StatusAnswer(
    string Id, [property: Described(ApiWords.RecordStatus)] string Status, string? Successor, long Index, DateTimeOffset At,
    [property: Described(ApiWords.ProofLevel)] string Level, bool OnChain);
