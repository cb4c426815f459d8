using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Backup;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Log;
using Ledger.Store.LiteDb;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger rebuild</c>: everything that can be made from the journals, made anew. The mirror of the chain is forgotten: the node reads it again.</summary>
internal static class RebuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("data") { Description = "Data directory of a node that is not running. 已停止节点的数据目录。" };
        var json = RepeatedOptions.Json();
        var command = new Command("rebuild", "Make catalogue and tiles anew from the journals. 由日志文件重建目录与瓦片。") { data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var layout = new DataLayout(Path.GetFullPath(parsed.GetValue(data)!)); // Required.
            using var hold = NodeHold.Take(layout.Root);
            var departments = Directory.Exists(layout.Departments)
                ? Directory.EnumerateDirectories(layout.Departments).Order(StringComparer.Ordinal).Select(Path.GetFileName).ToList()
                : throw new CliException(CliFaults.NotADataDirectory, layout.Root);
            LiteDbMirrorStore.Delete(layout.Mirror);
            var rows = new JsonArray();
            foreach (var name in departments)
            {
                if (DepartmentId.TryParse(name, out var id) && await RebuildAsync(terminal, layout.Department(id), id, cancellationToken) is { } rebuilt)
                {
                    rows.Add((JsonNode)new JsonObject
                    {
                        ["department"] = name, ["entries"] = rebuilt.Entries, ["written"] = rebuilt.Written, ["kept"] = rebuilt.Kept,
                    });
                }
            }

            Report(terminal, rows, parsed.GetValue(json));
            return ExitCode.Yes;
        });
        return command;
    }

    private static Task<RebuiltTiles?> RebuildAsync(Terminal terminal, DepartmentLayout folder, DepartmentId id, CancellationToken cancellationToken) =>
        ProgressBar.RunAsync(terminal, id.ToString(), 1, report => Guarded.RunAsync<RebuiltTiles?>(async () =>
        {
            if (JournalCopy.FindOrigin(folder.Root) is not { } origin)
            {
                return null;
            }

            await using var store = await LiteDbLogStore.OpenAsync(
                new LiteDbStoreOptions { Folder = folder.Root, Origin = origin, RebuildsCatalogue = true }, NullLogger.Instance, cancellationToken);
            return await TileRebuild.RunAsync(
                store, new FileTileStore(folder.PublicLog), origin, (done, size) => report((double)done / Math.Max(1, size)), cancellationToken);
        }));

    private static void Report(Terminal terminal, JsonArray rows, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(rows.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var row in rows)
        {
            terminal.Out.WriteLine($"✓ {row!["department"]}: {row["entries"]} entries 条目, {row["written"]} files written anew 重写, {row["kept"]} right already 无误"); // Just added.
        }
    }
}
