using System.CommandLine;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Options;

/// <summary>
/// When a block of the chain counts as final, as somebody says. What the chain itself shows to be wrong is refused: by the wrong rule a block that
/// may be undone would pass for one that cannot. Stateless.
/// </summary>
internal static class GivenFinality
{
    public static Option<string> Option() => new("--finality")
    {
        Description = "instant, finalized or depth:N, as the chain works. 最终性规则。",
        DefaultValueFactory = _ => "finalized",
    };

    public static FinalityMode Parse(string? text, string option = "--finality") =>
        FinalityMode.TryParse(text, out var mode) ? mode : throw OptionProblems.WrongForm(option, text, OptionForms.Finality);

    /// <summary>The chain, when nothing is known to be wrong with its rule; otherwise it is disposed.</summary>
    /// <exception cref="FaultException">The chain shows that the rule is another.</exception>
    public static async Task<EthereumAnchorChain> HoldAsync(EthereumAnchorChain chain, CancellationToken cancellationToken, string option = "--finality")
    {
        try
        {
            if (await chain.ProbeFinalityAsync(cancellationToken) is not { } wrong)
            {
                return chain;
            }

            throw new FaultException(wrong, chain.Finality == FinalityMode.Finalized
                ? $"{option}: this chain names no final block; with QBFT say {option} instant. 这条链没有给出最终区块；QBFT 链请用 {option} instant。"
                : option);
        }
        catch (ChainUnavailableException)
        {
            return chain; // What is asked for next says so in its own words.
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }
}
