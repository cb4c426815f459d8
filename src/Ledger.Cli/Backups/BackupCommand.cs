using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Backups;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Backups;

/// <summary><c>ledger backup</c>: backs up a data directory. The node may be running.</summary>
internal static class BackupCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("data") { Description = "The node's data directory. 节点的数据目录。" };
        var to = new Option<string>("--to") { Description = "A new folder for the backup. It will contain keys, so protect it as well as the node. 备份目录（含密钥）。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("backup", "Back up a node's data directory. The node may be running. 备份数据目录，节点可照常运行。") { data, to, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = Path.GetFullPath(parsed.GetValue(to)!); // Required.
            BackUpNode.EnsureEmpty(target);
            var manifest = await ProgressBar.RunAsync(terminal, target, 1, report => Task.FromResult(
                new BackUpNode(Adapters.Stores, TimeProvider.System).Run(new DataLayout(Path.GetFullPath(parsed.GetValue(data)!)), target, report, cancellationToken))); // Required.
            Report(terminal, manifest, target, parsed.GetValue(json));
            if (manifest.Missing.Count > 0)
            {
                throw new FaultException(RunFaults.BackupIncomplete, string.Join("; ", manifest.Missing.Select(log => $"{log.Department} ({log.Code}): {log.Detail}")));
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static void Report(Terminal terminal, BackupManifest manifest, string target, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["backup"] = target,
                ["bytes"] = manifest.Files.Sum(file => file.Length),
                ["logs"] = BackedUpLogs.ToJson(manifest.Logs),
                ["missing"] = new JsonArray([.. manifest.Missing.Select(log => (JsonNode)new JsonObject
                {
                    ["department"] = log.Department.ToString(), ["code"] = log.Code, ["detail"] = log.Detail,
                })]),
            }.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var log in manifest.Logs)
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"✓ {log.Department}: {log.Size} entries 条目, root {log.Root.ToBase64()}"));
        }

        foreach (var log in manifest.Missing)
        {
            terminal.Out.WriteLine($"✗ {log.Department}: not backed up 未备份 ({log.Code})");
        }

        terminal.Out.WriteLine(FormattableString.Invariant(
            $"{manifest.Files.Count} files, {manifest.Files.Sum(file => file.Length)} bytes in {target}. It contains keys: protect it as well as the node. 其中含密钥，请同样妥善保管。"));
    }
}
