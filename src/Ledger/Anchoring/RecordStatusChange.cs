using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>One status change of a record, from a <c>StatusSet</c> event.</summary>
/// <param name="RecordId">The record's id in the contract.</param>
/// <param name="Facts">The change and its time.</param>
/// <param name="Transaction">The transaction that made the change.</param>
public sealed record RecordStatusChange(Digest RecordId, StatusChangeFacts Facts, Digest Transaction);
