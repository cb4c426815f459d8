using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>What the event of a proposal says.</summary>
internal sealed record ProposedEvent(Digest Id, ChainAddress Proposer, ImmutableArray<ImmutableArray<byte>> Calls, string Reason);
