using System.CommandLine;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Options;

/// <summary>
/// The option with the finality rule of a chain: when a block counts as final. A rule that the chain contradicts is refused. With a wrong rule, a block
/// that can still be undone would count as final. Stateless.
/// </summary>
internal static class FinalityOption
{
    public static Option<string> Create() => new("--finality")
    {
        Description = "The finality rule of the chain: instant, finalized or depth:N. 最终性规则。",
        DefaultValueFactory = _ => "finalized",
    };

    public static FinalityMode Parse(string? text, string option = "--finality") =>
        FinalityMode.TryParse(text, out var mode) ? mode : throw OptionProblems.WrongForm(option, text, OptionForms.Finality);

    /// <summary>Checks the rule of a chain against the chain itself. Disposes the chain if the check fails.</summary>
    /// <returns>The same chain.</returns>
    /// <exception cref="FaultException">The chain has another rule.</exception>
    public static async Task<EthereumAnchorChain> EnsureMatchesAsync(EthereumAnchorChain chain, CancellationToken cancellationToken, string option = "--finality")
    {
        try
        {
            if (await chain.ProbeFinalityAsync(cancellationToken) is not { } wrong)
            {
                return chain;
            }

            throw new FaultException(wrong, chain.Finality == FinalityMode.Finalized
                ? $"{option}: this chain names no final block; with QBFT use {option} instant. 这条链没有给出最终区块；QBFT 链请用 {option} instant。"
                : option);
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return chain; // The next request reports the outage.
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }
}
