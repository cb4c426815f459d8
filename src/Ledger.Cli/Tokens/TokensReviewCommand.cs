using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tokens;

/// <summary><c>ledger tokens review</c>: records that an operator has reviewed the tokens from a backup.</summary>
internal static class TokensReviewCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Option<string>("--data") { Description = "The node's data directory; the node may run. 数据目录，节点可照常运行。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("review", "Confirm that restored tokens were reviewed, and withdrawn where necessary. 确认已核对从备份恢复的令牌。") { data, json };
        command.SetAction((parsed, _) =>
        {
            var (isReviewed, asOf) = TokenCommandOptions.OpenDesk(parsed.GetValue(data)!).Review(); // Required.
            terminal.Out.WriteLine(parsed.GetValue(json) ? new JsonObject { ["reviewed"] = isReviewed, ["restoredAsOf"] = asOf }.ToJsonString(JsonText.Options)
                : asOf is { } time ? FormattableString.Invariant($"The tokens of the backup of {time:u} are reviewed. 已确认。")
                : isReviewed ? "The tokens are reviewed. 已确认。"
                : "No tokens wait for a review. 没有待核对的令牌。");
            return Task.FromResult(ExitCode.Yes);
        });
        return command;
    }
}
