using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Auditing;
using Ledger.Offline;
using Ledger.UseCases;

namespace Ledger.Cli.Migrations;

/// <summary><c>ledger chain migrate</c>: moves the departments of a stopped node to another chain.</summary>
internal static class ChainMigrateCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Option<string>("--data") { Description = "Data directory of a node that is not running. 已停止节点的数据目录。", Required = true };
        var only = new Option<string[]>("--department") { Description = "Only these departments. Default: all. 部门。", AllowMultipleArgumentsPerToken = true };
        var heads = new Option<string?>("--heads") { Description = "Folder of the head locks, when it is not in the data directory. 日志头锁目录。" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and log nothing. 只检查，不写入。" };
        var (from, to) = (new LeftChainOptions(), new NextChainOptions());
        var json = RepeatedOptions.Json();
        var command = new Command("migrate", "Move to another chain: log a signed record of everything that the old one holds about a department. 迁往新链。") { data, only, heads, dryRun, json };
        from.AddTo(command);
        to.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var layout = NodeEnvironment.ReadLayout(parsed.GetValue(data)!, parsed.GetValue(heads)); // Required.
            using var hold = NodeHold.Take(layout.Root);
            using var old = await from.OpenAsync(parsed, cancellationToken);
            var (next, book) = to.Open(parsed);
            using var owned = next;
            var moved = await new MoveDepartments(Adapters.Stores, old, new AuditedChain(next), TimeProvider.System).ExecuteAsync(
                new MoveOrder
                {
                    Data = layout,
                    Departments = parsed.GetValue(only) ?? [],
                    MasterKey = NodeEnvironment.MasterKey,
                    Book = book,
                    IsDryRun = parsed.GetValue(dryRun),
                },
                new ProgressBar(terminal), cancellationToken);
            Report(terminal, moved, parsed.GetValue(json));
            return ExitCode.Yes;
        });
        return command;
    }

    private static void Report(Terminal terminal, IReadOnlyList<MovedDepartment> moved, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonArray([.. moved.Select(ToJson)]).ToJsonString(JsonText.Options));
            return;
        }

        foreach (var one in moved)
        {
            var left = one.Record.Chains[^1];
            terminal.Out.WriteLine($"{(one.File is null ? "–" : "✓")} {one.Department}: {one.Record.Hash.ToHex()}");
            terminal.Out.WriteLine($"    from 旧链 {left.Place.ChainId} {left.Place.Registry}, block 区块 {left.Final.Number}: {left.Anchors.Count} anchors 锚定, {left.Statuses.Count} status changes 状态变更");
            terminal.Out.WriteLine($"    to   新链 {one.Record.To.Place.ChainId} {one.Record.To.Place.Registry}");
            terminal.Out.WriteLine(one.File is null ? $"    would write 将写入 {one.Path}" : $"    {one.Path}, log size 日志条目数 {one.File.Checkpoint.Size}");
        }

        if (moved.Any(one => one.File is not null))
        {
            terminal.Out.WriteLine("Next 下一步:");
            terminal.Out.WriteLine("  1. The other departments compare the record with the old chain while it still runs 其他部门趁旧链尚存时核对: ledger chain check-migration FILE --from-rpc … --from-registry …");
            terminal.Out.WriteLine("  2. The new chain's council records it 新链理事会批准: ledger council propose record-migration --origin … --record-hash …, approve, execute");
            terminal.Out.WriteLine("  3. Start the node with the new chain in its settings 改为新链后启动节点: Ledger__Chain__Addresses, Ledger__Chain__Endpoints__0");
        }
    }

    private static JsonObject ToJson(MovedDepartment one) => new()
    {
        ["department"] = one.Department.ToString(),
        ["departmentId"] = Verify.Bundles.OnChainId.OfDepartment(one.Record.Origin).ToHex(),
        ["recordHash"] = one.Record.Hash.ToHex(),
        ["from"] = new JsonObject
        {
            ["chainId"] = one.Record.Chains[^1].Place.ChainId,
            ["registry"] = one.Record.Chains[^1].Place.Registry.ToString(),
            ["block"] = one.Record.Chains[^1].Final.Number,
        },
        ["to"] = new JsonObject { ["chainId"] = one.Record.To.Place.ChainId, ["registry"] = one.Record.To.Place.Registry.ToString() },
        ["anchors"] = one.Record.Chains[^1].Anchors.Count,
        ["statuses"] = one.Record.Chains[^1].Statuses.Count,
        ["logged"] = one.File is not null,
        ["size"] = one.File?.Checkpoint.Size,
        ["file"] = one.Path,
    };
}
