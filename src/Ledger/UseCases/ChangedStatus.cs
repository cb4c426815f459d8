using Ledger.Anchoring;
using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>A logged status change.</summary>
/// <param name="Entry">The entry of the change.</param>
/// <param name="Level">The proof level of that entry.</param>
/// <param name="IsOnChain">Whether the change is on chain, so that everybody sees it. If not, it is sent later.</param>
/// <param name="IsRepeat">True for a repeated request. Then nothing new was written.</param>
public sealed record ChangedStatus(StoredEntry Entry, ProofLevel Level, bool IsOnChain, bool IsRepeat);
