using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Settings;

/// <summary>How to reach a chain and which one it must be.</summary>
public sealed record EthereumChainOptions
{
    /// <summary>JSON-RPC addresses, asked in this order; the next one only when one does not answer. At least one.</summary>
    public required ImmutableArray<Uri> Endpoints { get; init; }

    /// <summary>The department registry. The anchor and status contracts are the ones it names. Trusted: comes from configuration, never from a bundle.</summary>
    public required ChainAddress Registry { get; init; }

    /// <summary>The chain every endpoint must be on; null takes the first answer and holds every endpoint to it.</summary>
    public long? ChainId { get; init; }

    /// <summary>The hash of block 0 every endpoint must have; null takes the first answer and holds every endpoint to it.</summary>
    public Digest? GenesisHash { get; init; }

    public FinalityMode Finality { get; init; } = FinalityMode.Instant;

    /// <summary>For one answer of one endpoint. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where searches for events start: the block the contracts were deployed in, or 0.</summary>
    public long FirstBlock { get; init; }

    /// <summary>Offer nothing for gas, on chains that want nothing. Default false: ask the chain.</summary>
    public bool ZeroFees { get; init; }

    /// <summary>
    /// How many endpoints must say the same about a bundle, each asked at the same block. Default 1: the first that answers. With more, a fact
    /// on which they differ is unknown, and so is every fact while fewer answer.
    /// </summary>
    public int Agreement { get; init; } = 1;

    /// <summary>Of several endpoints, one whose head is more blocks below the best is passed over. Default 5.</summary>
    public int MostBlocksBehind { get; init; } = 5;

    /// <summary>… and so is one that stays below a height for longer than this after the best reached it. Default 1 minute.</summary>
    public TimeSpan LongestBehind { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For pauses before a dead endpoint is asked again; not for timeouts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
