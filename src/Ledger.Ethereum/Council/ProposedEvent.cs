using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The content of the event of a proposal.</summary>
internal sealed record ProposedEvent(Digest Id, ChainAddress Proposer, ImmutableArray<ImmutableArray<byte>> Calls, string Reason);
