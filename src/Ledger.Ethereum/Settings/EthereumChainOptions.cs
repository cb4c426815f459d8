using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Settings;

/// <summary>Where the chain is, and which chain it must be.</summary>
public sealed record EthereumChainOptions
{
    /// <summary>The JSON-RPC addresses, in order of preference. The next one is asked only when one does not answer. At least one.</summary>
    public required ImmutableArray<Uri> Endpoints { get; init; }

    /// <summary>
    /// The department registry. It names the anchor and status contracts. It is trusted: it comes from configuration, never from a bundle.
    /// </summary>
    public required ChainAddress Registry { get; init; }

    /// <summary>The id of the chain. Null accepts the first answer and then requires it of every endpoint.</summary>
    public long? ChainId { get; init; }

    /// <summary>The hash of block 0. Null accepts the first answer and then requires it of every endpoint.</summary>
    public Digest? GenesisHash { get; init; }

    public FinalityMode Finality { get; init; } = FinalityMode.Instant;

    /// <summary>The time limit for one answer of one endpoint. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The block at which searches for events start: the block in which the contracts were deployed, or 0.</summary>
    public long FirstBlock { get; init; }

    /// <summary>Whether transactions offer no fee, for chains without fees. Default false: ask the chain.</summary>
    public bool ZeroFees { get; init; }

    /// <summary>
    /// The number of endpoints that must agree about a bundle; each is asked at the same block. Default 1: the first that answers. With more, a
    /// fact is unknown when the endpoints differ about it, and all facts are unknown while fewer answer.
    /// </summary>
    public int Agreement { get; init; } = 1;

    /// <summary>With several endpoints, an endpoint is skipped when its head is more than this number of blocks below the best. Default 5.</summary>
    public int MostBlocksBehind { get; init; } = 5;

    /// <summary>
    /// With several endpoints, an endpoint is skipped when it stays below a height for longer than this after the best endpoint reached it. Default
    /// 1 minute.
    /// </summary>
    public TimeSpan LongestBehind { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock for pauses before a silent endpoint is asked again. Not used for time limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
