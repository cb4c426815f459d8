namespace Ledger.Web.Endpoints;

/// <summary>A complaint of a resident about a read of their claims, with its proof.</summary>
/// <param name="Id">The id of the complaint.</param>
/// <param name="Index">The index of its entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Text">The words of the resident. Null if they were erased with the resident, or lost.</param>
/// <param name="About">The read that it is about. Null like the text.</param>
/// <param name="Level">The level of the proof of the entry.</param>
/// <param name="Entry">The log entry: canonical JSON, as text.</param>
/// <param name="Proof">The inclusion proof of the entry (C2SP tlog-proof).</param>
/// <param name="Anchor">The anchored head that covers the entry. Null until there is one.</param>
internal sealed record ComplaintRow(
    string Id, long Index, DateTimeOffset At, string? Text, DisclosureRow? About, [property: Described(ApiWords.ProofLevel)] string Level, string Entry, string Proof, AnchorBody? Anchor);
