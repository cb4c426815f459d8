using System.CommandLine;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;

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

    /// <inheritdoc cref="FinalityCheck.EnsureAsync"/>
    public static Task<EthereumAnchorChain> EnsureMatchesAsync(EthereumAnchorChain chain, CancellationToken cancellationToken, string option = "--finality") =>
        FinalityCheck.EnsureAsync(chain, option, cancellationToken);
}
