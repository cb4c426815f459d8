using System.Collections.Immutable;

namespace Ledger.Chain.Tests.Besu;

/// <summary>What Besu's own options set, with the values of <c>node-config/consortium/besu/rpc.toml</c>.</summary>
internal sealed record BesuOptions
{
    /// <summary>The id of the consortium's example chain.</summary>
    public const long ChainId = 20261127;

    /// <summary><c>host-allowlist</c>: host names without a port, in lower case. The example's other names are those of its machines.</summary>
    public ImmutableArray<string> HostAllowlist { get; init; } = ["127.0.0.1"];

    /// <summary><c>rpc-max-logs-range</c>: the largest difference between the two blocks of <c>eth_getLogs</c>.</summary>
    public long MaxLogsRange { get; init; } = 10_000;

    /// <summary><c>rpc-http-max-batch-size</c>.</summary>
    public int MaxBatchSize { get; init; } = 100;

    /// <summary>How many empty blocks come after block 0, before the first that anvil makes. None costs anvil anything.</summary>
    public long EmptyBlocks { get; init; }

    /// <summary>The time of the last of <see cref="EmptyBlocks"/>; the chain's clock goes on from there. By default that of the tests' own clock.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    /// <summary>
    /// How anvil has to be started: no fees and no accounts, as in the consortium's genesis, and London's header without what came later.
    /// Its own block 0 gets the number of the last of <see cref="EmptyBlocks"/>, so that contracts see the numbers that the client sees.
    /// </summary>
    public string[] AnvilOptions =>
    [
        "--chain-id", $"{ChainId}", "--number", $"{EmptyBlocks}", "--hardfork", "london", "--gas-limit", "30000000", "--base-fee", "0", "--gas-price", "0",
        "--disable-min-priority-fee", "--disable-default-create2-deployer", "--timestamp", $"{StartedAt.ToUnixTimeSeconds()}",
    ];
}
