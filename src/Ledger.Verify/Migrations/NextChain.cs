using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>The chain that a department moves to. <paramref name="Genesis"/> is the hash of its block 0.</summary>
public sealed record NextChain(ChainPlace Place, ChainAddress RecordStatus, Digest Genesis);
