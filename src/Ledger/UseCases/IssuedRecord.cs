using Ledger.Anchoring;
using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>A record that is in the log.</summary>
/// <param name="Id">The record.</param>
/// <param name="Index">The entry's place in the log.</param>
/// <param name="Level">How far its proof has come.</param>
/// <param name="Bundle">The canonical JSON of its bundle as it is now, with every disclosure.</param>
/// <param name="IsRepeat">True when the same request was answered before: nothing new was written.</param>
public sealed record IssuedRecord(RecordId Id, long Index, ProofLevel Level, byte[] Bundle, bool IsRepeat)
{
    /// <summary>Nothing of the content, so that no log line can show it.</summary>
    public override string ToString() => $"IssuedRecord {Id}";
}
