using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>One status change of a record, as the <c>StatusSet</c> event tells it.</summary>
/// <param name="RecordId">The record, as the contract names it.</param>
/// <param name="Facts">What changed, and when.</param>
/// <param name="Transaction">The transaction that did it.</param>
public sealed record RecordStatusChange(Digest RecordId, StatusChangeFacts Facts, Digest Transaction);
