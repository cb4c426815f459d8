using System.CommandLine;
using Ledger.Anchoring;
using Ledger.Cli.Output;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>
/// When a block of the chain counts as final, as somebody says. What the chain itself shows to be wrong is refused: by the wrong rule a block that
/// may be undone would pass for one that cannot. Stateless.
/// </summary>
internal static class GivenFinality
{
    public static Option<string> Option() => new("--finality")
    {
        Description = "instant, finalized or depth:N, as the chain works. 最终性规则。", DefaultValueFactory = _ => "finalized",
    };

    public static FinalityMode Parse(string? text) =>
        FinalityMode.TryParse(text, out var mode) ? mode : throw new CliException(CliFaults.OptionWrong, "--finality");

    /// <exception cref="CliException">The chain shows that the rule is another.</exception>
    public static async Task EnsureAsync(EthereumAnchorChain chain, CancellationToken cancellationToken)
    {
        try
        {
            if (await chain.ProbeFinalityAsync(cancellationToken) is { } wrong)
            {
                throw new CliException(wrong, "--finality");
            }
        }
        catch (ChainUnavailableException)
        {
            return; // What is asked for next says so in its own words.
        }
    }
}
