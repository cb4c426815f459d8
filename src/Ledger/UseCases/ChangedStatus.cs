using Ledger.Anchoring;
using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>A status change that is in the log.</summary>
/// <param name="Entry">The entry of the change.</param>
/// <param name="Level">How far the proof of that entry has come.</param>
/// <param name="IsOnChain">Whether the chain has it too, so that everybody sees it; if not, it follows by itself.</param>
/// <param name="IsRepeat">True when the same request was answered before: nothing new was written.</param>
public sealed record ChangedStatus(StoredEntry Entry, ProofLevel Level, bool IsOnChain, bool IsRepeat);
