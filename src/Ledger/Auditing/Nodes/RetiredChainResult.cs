using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>A chain that the department left, and how far the approved migration record agrees with the log.</summary>
/// <param name="Chain">The chain as the record describes it.</param>
/// <param name="Record">The hash of the record, from the trusted registry.</param>
/// <param name="AnchorsAgreeing">How many of its anchors have the same root as the log.</param>
public sealed record RetiredChainResult(RetiredChain Chain, Digest Record, int AnchorsAgreeing);
