using Ledger.Anchoring;
using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>A logged record with its bundle.</summary>
/// <param name="Id">The record.</param>
/// <param name="Index">The index of its entry in the log.</param>
/// <param name="Level">The proof level of its entry.</param>
/// <param name="Bundle">The canonical JSON of its current bundle, with every disclosure.</param>
/// <param name="IsRepeat">True for a repeated request. Then nothing new was written.</param>
public sealed record IssuedRecord(RecordId Id, long Index, ProofLevel Level, byte[] Bundle, bool IsRepeat)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"IssuedRecord {Id}";
}
