using System.CommandLine;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Chain;

/// <summary>The options that name the chain a command trusts. Every command that reads a chain has them.</summary>
internal sealed class TrustedChain(Terminal terminal)
{
    public Option<string[]> Rpc { get; } = new("--rpc")
    {
        Description = "JSON-RPC address of a chain node you trust; if there are several, the next is asked when one fails. 链节点地址。",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Registry { get; } = new("--registry") { Description = "Address of the department registry that you trust. 登记处合约地址。" };

    public Option<string?> Genesis { get; } = new("--genesis")
    {
        Description = "The hash that block 0 of the chain must have, or the genesis file; endpoints of any other chain are not used. 创世区块哈希或创世文件。",
    };

    public Option<string> Finality { get; } = FinalityOption.Create();

    public Option<int> Timeout { get; } = new("--timeout") { Description = "Seconds to wait for one answer. 超时秒数。", DefaultValueFactory = _ => 10 };

    public void AddTo(Command command)
    {
        command.Add(Rpc);
        command.Add(Registry);
        command.Add(Genesis);
        command.Add(Finality);
        command.Add(Timeout);
    }

    /// <summary>Opens the chain.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <param name="acceptsPinnedKeys">Whether the command also accepts pinned keys. It affects only the message about a missing chain.</param>
    /// <param name="agreement">The number of endpoints that must give the same answer.</param>
    /// <exception cref="FaultException">No chain is named, an option or the genesis file is wrong, or the chain has another finality rule.</exception>
    public async Task<EthereumAnchorChain> OpenAsync(ParseResult parsed, CancellationToken cancellationToken, bool acceptsPinnedKeys = false, int agreement = 1)
    {
        if (parsed.GetValue(Rpc) is not { Length: > 0 } rpc || parsed.GetValue(Registry) is not { } registry)
        {
            throw OptionProblems.ChainNeeded(acceptsPinnedKeys);
        }

        if (!ChainAddress.TryParse(registry.ToLowerInvariant(), out var address))
        {
            throw OptionProblems.WrongForm("--registry", registry, OptionForms.ChainAddress);
        }

        var timeout = parsed.GetValue(Timeout);
        if (timeout < 1)
        {
            throw OptionProblems.WrongForm("--timeout", null, OptionForms.AtLeast(1));
        }

        if (agreement < 1 || agreement > rpc.Length)
        {
            throw OptionProblems.Agreement(rpc.Length);
        }

        return await FinalityOption.EnsureMatchesAsync(new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [.. rpc.Select(text => InputValues.Address(text, "--rpc"))],
            Registry = address,
            GenesisHash = parsed.GetValue(Genesis) is { } pinned ? await GenesisInput.HashAsync(terminal.Inputs, pinned, cancellationToken) : null,
            Finality = FinalityOption.Parse(parsed.GetValue(Finality)),
            Timeout = TimeSpan.FromSeconds(timeout),
            Agreement = agreement,
        }), cancellationToken);
    }
}
