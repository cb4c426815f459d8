using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Store.LiteDb;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Backups;

/// <summary>
/// <c>ledger rebuild</c>: makes everything again that can be made from the journals, each department apart from the others. The mirror of the
/// chain is removed: the node reads it from the chain again.
/// </summary>
internal static class RebuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("data") { Description = "Data directory of a node that is not running. 已停止节点的数据目录。" };
        var heads = new Option<string?>("--heads") { Description = "Folder of the head locks, when it is not in the data directory. 日志头锁目录。" };
        var json = RepeatedOptions.Json();
        var command = new Command("rebuild", "Make catalogue and tiles again from the journals. 由日志文件重建目录与瓦片。") { data, heads, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var layout = new DataLayout(Path.GetFullPath(parsed.GetValue(data)!)); // Required.
            var locks = parsed.GetValue(heads) ?? Environment.GetEnvironmentVariable("Ledger__HeadLockDirectory") ?? layout.HeadLocks;
            if (!Directory.Exists(layout.Departments))
            {
                throw new CouldNotRunException(RunFaults.NotADataDirectory, layout.Root);
            }

            using var hold = NodeHold.Take(layout.Root);
            var results = new List<Result>();
            foreach (var name in Directory.EnumerateDirectories(layout.Departments).Order(StringComparer.Ordinal).Select(Path.GetFileName))
            {
                if (DepartmentId.TryParse(name, out var id)
                    && await TryRebuildAsync(terminal, layout.Department(id), id, Path.Combine(locks, id + ".head"), cancellationToken) is { } result)
                {
                    results.Add(result);
                }
            }

            LiteDbMirrorStore.Delete(layout.Mirror);
            Report(terminal, results, parsed.GetValue(json));
            return results.All(result => result.Problem is null) ? ExitCode.Yes : ExitCode.CouldNotRun;
        });
        return command;
    }

    /// <summary>What became of one department.</summary>
    private sealed record Result(DepartmentId Department, RebuiltTiles? Rebuilt, CouldNotRunException? Problem);

    /// <returns>Null when the department has no journal yet.</returns>
    private static async Task<Result?> TryRebuildAsync(
        Terminal terminal, DepartmentLayout folder, DepartmentId id, string headLock, CancellationToken cancellationToken)
    {
        try
        {
            return await ProgressBar.RunAsync(terminal, id.ToString(), 1, report => RebuildAsync(folder, headLock, report, cancellationToken)) is { } rebuilt
                ? new Result(id, rebuilt, null)
                : null;
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            // The others must not wait for its repair.
            return new Result(id, null, explained);
        }
    }

    private static CouldNotRunException? Explain(Exception problem) => Guarded.Explain(problem)
        ?? (problem is IOException or StoreUnavailableException ? new CouldNotRunException(RunFaults.FileUnwritable, problem.Message, problem) : null);

    private static async Task<RebuiltTiles?> RebuildAsync(DepartmentLayout folder, string headLock, Action<double> report, CancellationToken cancellationToken)
    {
        if (JournalCopy.FindOrigin(folder.Root) is not { } origin)
        {
            return null;
        }

        await using var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = folder.Root, Origin = origin, Held = FileHeadLock.Find(headLock, origin), RebuildsCatalogue = true },
            NullLogger.Instance, cancellationToken);
        return await TileRebuild.RunAsync(
            store, new FileTileStore(folder.PublicLog), origin, (done, size) => report((double)done / Math.Max(1, size)), cancellationToken);
    }

    private static void Report(Terminal terminal, List<Result> results, bool json)
    {
        foreach (var (department, _, problem) in results)
        {
            if (problem is not null)
            {
                terminal.Tell(new CouldNotRunException(problem.Fault, $"{department}: {problem.Detail}", problem));
            }
        }

        if (json)
        {
            terminal.Out.WriteLine(new JsonArray([.. results.Select(ToJson)]).ToJsonString(JsonText.Options));
            return;
        }

        foreach (var (department, rebuilt, problem) in results)
        {
            terminal.Out.WriteLine(problem is not null
                ? $"✗ {department}: not rebuilt 未重建 ({problem.Fault.Code})"
                : FormattableString.Invariant($"✓ {department}: {rebuilt?.Entries} entries 条目, {rebuilt?.Written} files written again 重写, {rebuilt?.Kept} right already 无误"));
        }
    }

    private static JsonNode ToJson(Result result) => result.Problem is { } problem
        ? new JsonObject { ["department"] = result.Department.ToString(), ["code"] = problem.Fault.Code, ["detail"] = problem.Detail }
        : new JsonObject
        {
            ["department"] = result.Department.ToString(),
            ["entries"] = result.Rebuilt?.Entries,
            ["written"] = result.Rebuilt?.Written,
            ["kept"] = result.Rebuilt?.Kept,
        };
}
