using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Backups;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;

namespace Ledger.Cli.Backups;

/// <summary><c>ledger restore</c>: restores a backup into a new data directory, and adds newer entries from the public logs.</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var backup = new Argument<string>("backup") { Description = "Folder that ledger backup wrote. 备份目录。" };
        var to = new Option<string>("--to") { Description = "The data directory to create. 新的数据目录。", Required = true };
        var replay = new Option<string[]>("--replay")
        {
            Description = "Address or folder of a department's public log that is longer than the backup. Needs --vkey. 用公开日志补齐。",
        };
        var vkey = new Option<string[]>("--vkey") { Description = "Verifier key of the log in the --replay option at the same position. 该日志的公钥。" };
        var operatorLog = new Option<string?>("--operator-log")
        {
            Description = "operator.log of the lost node. Tokens that it withdrew after the backup stay withdrawn. 原节点的运维日志。",
        };
        var withdrawTokens = new Option<bool>("--withdraw-tokens") { Description = "Withdraw every token of the backup. 撤回备份中的全部令牌。" };
        var erased = new Option<string[]>("--erased")
        {
            Description = "<department>.erased of the lost node's heads folder: whom it erased after the backup. They are erased again. 原节点的删除清单。",
        };
        var forgetErasures = new Option<bool>("--forget-erasures")
        {
            Description = "Restore although the public log has erasures that no list names. Their data is readable again: erase it again. 清单丢失时仍恢复。",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("restore", "Restore a backup into a new data directory. 将备份恢复为新的数据目录。")
        {
            backup, to, replay, vkey, operatorLog, withdrawTokens, erased, forgetErasures, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = Path.GetFullPath(parsed.GetValue(to)!); // Required.
            var restored = await new RestoreNode(Adapters.Stores, Adapters.Nodes, terminal.Inputs, TimeProvider.System).RunAsync(
                new RestoreOrder
                {
                    Backup = Path.GetFullPath(parsed.GetValue(backup)!), // Required.
                    Target = target,
                    Replays = Replays(parsed.GetValue(replay) ?? [], parsed.GetValue(vkey) ?? []),
                    OperatorLog = parsed.GetValue(operatorLog),
                    WithdrawsTokens = parsed.GetValue(withdrawTokens),
                    Erased = [.. (parsed.GetValue(erased) ?? []).Select(Path.GetFullPath)],
                    ForgetsErasures = parsed.GetValue(forgetErasures),
                    Caller = NodeEnvironment.Caller,
                },
                new ProgressBar(terminal), cancellationToken);
            Report(terminal, restored, target, parsed.GetValue(json));
            return restored.Manifest.Missing.Count == 0 ? ExitCode.Yes : ExitCode.CouldNotRun;
        });
        return command;
    }

    private static List<(string Where, Verify.Notes.VerifierKey Key)> Replays(string[] logs, string[] keys) => logs.Length == keys.Length
        ? [.. logs.Zip(keys, (where, text) => (where, InputValues.VerifierKey(text)))]
        : throw OptionProblems.Unpaired("--replay", "--vkey");

    private static void Report(Terminal terminal, RestoredNode restored, string target, bool json)
    {
        var (manifest, added, tokens) = restored;
        if (json)
        {
            var logs = BackedUpLogs.ToJson(manifest.Logs);
            foreach (var log in logs)
            {
                log!["replayed"] = added.GetValueOrDefault((string?)log["origin"] ?? ""); // Created above.
            }

            terminal.Out.WriteLine(new JsonObject
            {
                ["data"] = target,
                ["logs"] = logs,
                ["missing"] = new JsonArray([.. manifest.Missing.Select(log => (JsonNode)new JsonObject { ["department"] = log.Department.ToString(), ["code"] = log.Code })]),
                ["withoutErasedList"] = new JsonArray([.. restored.Unlisted.Select(department => (JsonNode)department.ToString())]),
                ["tokens"] = tokens is null ? null : new JsonObject { ["inForce"] = tokens.InForce, ["withdrawn"] = tokens.Withdrawn, ["asOf"] = manifest.At },
            }.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var log in manifest.Logs)
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"✓ {log.Department}: {log.Size} entries 条目")
                + (added.GetValueOrDefault(log.Origin) is > 0 and var more ? FormattableString.Invariant($", {more} more from the public log 从公开日志补齐 {more} 条") : ""));
        }

        foreach (var log in manifest.Missing)
        {
            terminal.Out.WriteLine($"✗ {log.Department}: not in this backup ({log.Code}); a node started here would begin a new log for it 此备份中没有该部门；在此启动的节点会为其另起新日志");
        }

        if (added.Values.Any(more => more > 0))
        {
            terminal.Out.WriteLine("  The content of entries from the public log is lost; their statuses and proofs are not. 补齐的条目内容已失，其状态与证明仍在。");
        }

        if (restored.Unlisted.Count > 0)
        {
            terminal.Out.WriteLine($"  No list of erased people was given for {string.Join(", ", restored.Unlisted)}. Who was erased after the backup is readable again, unless the node finds the list in its folder of head locks: give <department>.erased with --erased.");
            terminal.Out.WriteLine("  未给出上述部门的删除清单：备份之后删除的人会重新可读，除非节点在 heads 目录中找到清单。请用 --erased 给出 <部门>.erased。");
        }

        if (tokens is not null)
        {
            WriteTokens(terminal.Out, tokens, manifest.At);
        }

        terminal.Out.WriteLine($"Start the node with Ledger__DataDirectory={target}. It compares each log with the chain before it writes. 节点会先与链核对再写入。");
        terminal.Out.WriteLine("If it says LDG3005, entries are missing: restore again with --replay. 若报 LDG3005，请用 --replay 重新恢复。");
    }

    private static void WriteTokens(TextWriter output, RestoredTokens tokens, DateTimeOffset asOf)
    {
        output.WriteLine(FormattableString.Invariant($"✓ tokens 令牌: {tokens.InForce} in force 有效, {tokens.Withdrawn} withdrawn here 在此撤回"));
        if (tokens.InForce > 0)
        {
            output.WriteLine(FormattableString.Invariant(
                $"  LDG9024: they are as of {asOf:u}. A token that was withdrawn after that is in force again: look with ledger tokens list, withdraw, then run ledger tokens review; until then /health/ready says degraded."));
            output.WriteLine("  备份之后撤回的令牌又会有效：请用 ledger tokens list 核对、撤回，再运行 ledger tokens review。");
        }
    }
}
