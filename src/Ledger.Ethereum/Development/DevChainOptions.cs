namespace Ledger.Ethereum.Development;

/// <summary>How to run the embedded chain.</summary>
public sealed record DevChainOptions
{
    /// <summary>The folder for everything of the chain: its state, its port, and by default the program. Created when it is missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on 127.0.0.1. Null means the last port if it is free, otherwise any free port.</summary>
    public int? Port { get; init; }

    public long ChainId { get; init; } = 31337;

    /// <summary>
    /// The origin whose pages may ask the chain from a browser, such as <c>http://127.0.0.1:5080</c>. Null means none. Everybody who may ask the chain can
    /// also change it, so it must be an origin whose pages are ours.
    /// </summary>
    public string? AllowedOrigin { get; init; }

    /// <summary>The folder where npm installs the program. Null means <c>anvil</c> in the data folder.</summary>
    public string? ProgramDirectory { get; init; }

    /// <summary>An existing anvil to use instead of the pinned one from npm.</summary>
    public string? AnvilPath { get; init; }

    /// <summary>The Node.js executable: a name in the search path, or a path.</summary>
    public string NodePath { get; init; } = "node";

    /// <summary>The npm executable: a name in the search path, or a path.</summary>
    public string NpmPath { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>The time limit for loading the state. Default one minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
