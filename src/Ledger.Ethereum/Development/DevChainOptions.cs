namespace Ledger.Ethereum.Development;

/// <summary>How to run the embedded chain.</summary>
public sealed record DevChainOptions
{
    /// <summary>Everything the chain keeps: its state, its port, and by default the program itself. Created when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on 127.0.0.1. Null takes the port of last time when it is free, otherwise any free one.</summary>
    public int? Port { get; init; }

    public long ChainId { get; init; } = 31337;

    /// <summary>Where npm installs the program; null is <c>anvil</c> in the data directory.</summary>
    public string? ProgramDirectory { get; init; }

    /// <summary>An anvil that is already there, instead of the pinned one from npm.</summary>
    public string? AnvilPath { get; init; }

    /// <summary>The Node.js executable, a name to look up or a path.</summary>
    public string NodePath { get; init; } = "node";

    /// <summary>The npm executable, a name to look up or a path.</summary>
    public string NpmPath { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>How long loading the state may take. Default one minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
