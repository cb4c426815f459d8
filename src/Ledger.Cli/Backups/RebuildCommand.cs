using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Backups;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Backups;

/// <summary><c>ledger rebuild</c>: rewrites the files that are derived from the logs of a stopped node.</summary>
internal static class RebuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("data") { Description = "Data directory of a node that is not running. 已停止节点的数据目录。" };
        var heads = new Option<string?>("--heads") { Description = "Folder of the head locks, when it is not in the data directory. 日志头锁目录。" };
        var json = RepeatedOptions.Json();
        var command = new Command("rebuild", "Rebuild catalogue and tiles from the journals. 由日志文件重建目录与瓦片。") { data, heads, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var layout = NodeEnvironment.ReadLayout(parsed.GetValue(data)!, parsed.GetValue(heads)); // Required.
            var results = await new RebuildNode(Adapters.Stores).RunAsync(layout, new ProgressBar(terminal), cancellationToken);
            Report(terminal, results, parsed.GetValue(json));
            return results.All(result => result.Problem is null) ? ExitCode.Yes : ExitCode.CouldNotRun;
        });
        return command;
    }

    private static void Report(Terminal terminal, IReadOnlyList<RebuiltDepartment> results, bool json)
    {
        foreach (var (department, _, problem) in results)
        {
            if (problem is not null)
            {
                terminal.WriteProblem(new FaultException(problem.Fault, $"{department}: {problem.Detail}", problem));
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
                : FormattableString.Invariant($"✓ {department}: {rebuilt?.Entries} entries 条目, {rebuilt?.Written} files written again 重写, {rebuilt?.Kept} already correct 无误"));
        }
    }

    private static JsonNode ToJson(RebuiltDepartment result) => result.Problem is { } problem
        ? new JsonObject { ["department"] = result.Department.ToString(), ["code"] = problem.Fault.Code, ["detail"] = problem.Detail }
        : new JsonObject
        {
            ["department"] = result.Department.ToString(),
            ["entries"] = result.Rebuilt?.Entries,
            ["written"] = result.Rebuilt?.Written,
            ["kept"] = result.Rebuilt?.Kept,
        };
}
