using System.Collections.Immutable;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Options of Besu, with the values of <c>node-config/consortium/besu/rpc.toml</c> as defaults.</summary>
internal sealed record BesuOptions
{
    /// <summary>The id of the example chain of the consortium.</summary>
    public const long ChainId = 20261127;

    /// <summary><c>host-allowlist</c>: host names without a port, in lower case. The other names in the example are those of its machines.</summary>
    public ImmutableArray<string> HostAllowlist { get; init; } = ["127.0.0.1"];

    /// <summary><c>rpc-max-logs-range</c>: the largest difference between the two blocks of <c>eth_getLogs</c>.</summary>
    public long MaxLogsRange { get; init; } = 10_000;

    /// <summary><c>rpc-http-max-batch-size</c>.</summary>
    public int MaxBatchSize { get; init; } = 100;

    /// <summary>The number of empty blocks after block 0, before anvil's first block. They cost anvil nothing.</summary>
    public long EmptyBlocks { get; init; }

    /// <summary>The time of the last of <see cref="EmptyBlocks"/>. The chain's clock continues from there. The default is the time of the tests' clock.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    /// <summary>
    /// The options to start anvil with: no fees and no accounts, as in the genesis file of the consortium, and the header of London without later fields.
    /// Anvil's block 0 gets the number of the last of <see cref="EmptyBlocks"/>, so that contracts see the same numbers as the client.
    /// </summary>
    public string[] AnvilOptions =>
    [
        "--chain-id", $"{ChainId}", "--number", $"{EmptyBlocks}", "--hardfork", "london", "--gas-limit", "30000000", "--base-fee", "0", "--gas-price", "0",
        "--disable-min-priority-fee", "--disable-default-create2-deployer", "--timestamp", $"{StartedAt.ToUnixTimeSeconds()}",
    ];
}
