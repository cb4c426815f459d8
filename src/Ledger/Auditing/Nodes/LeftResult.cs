using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>A chain the department has left, and whether what an approved migration record holds of it agrees with the log.</summary>
/// <param name="Chain">What the record holds.</param>
/// <param name="Record">The record's hash, as the trusted registry has it.</param>
/// <param name="AnchorsAgreeing">How many of its anchors have the log's root.</param>
public sealed record LeftResult(RetiredChain Chain, Digest Record, int AnchorsAgreeing);
