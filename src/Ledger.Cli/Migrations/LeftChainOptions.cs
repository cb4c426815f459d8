using System.CommandLine;
using Ledger.Cli.Options;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Migrations;

/// <summary>The options of the chain that a department leaves. Every command that asks such a chain has them.</summary>
internal sealed class LeftChainOptions
{
    public Option<string[]> Rpc { get; } = new("--from-rpc", "--old-rpc")
    {
        Description = "JSON-RPC address of the old chain. 旧链节点地址。",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Registry { get; } = new("--from-registry", "--old-registry") { Description = "Department registry on the old chain. 旧链登记处地址。" };

    public Option<string> Finality { get; } = new("--from-finality", "--old-finality")
    {
        Description = "The finality rule of the old chain: instant, finalized or depth:N. 旧链最终性规则。",
        DefaultValueFactory = _ => "finalized",
    };

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(Rpc) is { Length: > 0 };

    public void AddTo(Command command)
    {
        command.Add(Rpc);
        command.Add(Registry);
        command.Add(Finality);
    }

    /// <exception cref="FaultException">The chain is not named, or has another finality rule.</exception>
    public Task<EthereumAnchorChain> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(Rpc) is { Length: > 0 } rpc && parsed.GetValue(Registry) is { } registry
            ? FinalityOption.EnsureMatchesAsync(
                new EthereumAnchorChain(new EthereumChainOptions
                {
                    Endpoints = [.. rpc.Select(text => InputValues.Address(text, "--from-rpc"))],
                    Registry = InputValues.ChainAddress(registry, "--from-registry"),
                    Finality = FinalityOption.Parse(parsed.GetValue(Finality), "--from-finality"),
                    Timeout = TimeSpan.FromSeconds(60), // Long, because it reads whole histories.
                }),
                cancellationToken, "--from-finality")
            : throw OptionProblems.Needed("--from-rpc", "--from-registry");
}
