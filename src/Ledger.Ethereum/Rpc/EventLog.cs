using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Rpc;

/// <summary>An event in a mined block.</summary>
internal sealed record EventLog(
    ChainAddress Address, ImmutableArray<Digest> Topics, ImmutableArray<byte> Data, long BlockNumber, Digest BlockHash, Digest Transaction, long Index);
