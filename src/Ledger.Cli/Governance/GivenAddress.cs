using Ledger.Cli.Output;
using Ledger.Verify.Chain;

namespace Ledger.Cli.Governance;

/// <summary>Reads account addresses. Upper and lower case are the same account; wallets write both.</summary>
internal static class GivenAddress
{
    public static ChainAddress Parse(string? text, string option) =>
        ChainAddress.TryParse(text?.Trim().ToLowerInvariant(), out var address) && !address.IsZero
            ? address
            : throw new CliException(CliFaults.OptionWrong, $"{option} {OneLine.Of(text ?? "")}: 0x and 40 hexadecimal digits 应为 0x 加 40 位十六进制数");
}
