using System.CommandLine;
using Ledger.Cli.Options;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Migrations;

/// <summary>The options that name the chain a department leaves; the same wherever one is asked.</summary>
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
        Description = "instant, finalized or depth:N, as the old chain works. 旧链最终性规则。",
        DefaultValueFactory = _ => "finalized",
    };

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(Rpc) is { Length: > 0 };

    public void AddTo(Command command)
    {
        command.Add(Rpc);
        command.Add(Registry);
        command.Add(Finality);
    }

    /// <exception cref="FaultException">It is not named, or shows that its finality rule is another.</exception>
    public Task<EthereumAnchorChain> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(Rpc) is { Length: > 0 } rpc && parsed.GetValue(Registry) is { } registry
            ? GivenFinality.HoldAsync(
                new EthereumAnchorChain(new EthereumChainOptions
                {
                    Endpoints = [.. rpc.Select(text => InputValues.Address(text, "--from-rpc"))],
                    Registry = InputValues.ChainAddress(registry, "--from-registry"),
                    Finality = GivenFinality.Parse(parsed.GetValue(Finality), "--from-finality"),
                    Timeout = TimeSpan.FromSeconds(60), // Whole histories are read.
                }),
                cancellationToken, "--from-finality")
            : throw OptionProblems.Needed("--from-rpc", "--from-registry");
}
