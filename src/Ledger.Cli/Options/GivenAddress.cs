using Ledger.Cli.Output;
using Ledger.Verify.Chain;

namespace Ledger.Cli.Options;

/// <summary>Reads account addresses. Upper and lower case are the same account; wallets write both.</summary>
internal static class GivenAddress
{
    public static ChainAddress Parse(string? text, string option) =>
        ChainAddress.TryParse(text?.Trim().ToLowerInvariant(), out var address) && !address.IsZero
            ? address
            : throw OptionProblems.WrongForm(option, text, OptionForms.ChainAddress);
}
