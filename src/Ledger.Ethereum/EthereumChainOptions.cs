using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum;

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
}
