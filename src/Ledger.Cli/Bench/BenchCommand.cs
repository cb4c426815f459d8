using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Bench;

/// <summary><c>ledger bench</c>: measures speed. Each result is compared with a limit that is measured in the same run on the same machine.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure speed against the limit of this machine. 性能测量。")
    {
        Create(terminal, "issue", "Issue records into a log on disk, against the same bytes appended to one file. 签发。", "--records", 100_000,
            (count, folder, report, cancellationToken) => new IssueBench(count, folder).RunAsync(report, cancellationToken)),
        Create(terminal, "verify", "Verify bundles on all cores, against ES256 and the hashes that no verifier can avoid. 核验。", "--bundles", 5_000,
            (count, folder, report, cancellationToken) => new VerifyBench(count, folder).RunAsync(report, cancellationToken)),
        CreateProve(terminal),
        Create(terminal, "log", "Open, prove from and audit a long log, against bare SHA-256 on all cores. 长日志。", "--entries", 1_000_000,
            (count, folder, report, cancellationToken) => new LogBench(count, folder).RunAsync(report, cancellationToken)),
        CreateDisclosure(terminal),
        CreateHttp(terminal),
        CreatePages(terminal),
    };

    private static Command CreateProve(Terminal terminal)
    {
        var proofs = CreateCount("--proofs", 100_000, "Different proofs over which the growth of memory is measured, at most one for each entry. 测量内存增长的证明数。");
        return Create(terminal, "prove", "Fetch bundles from a long log with anchors, cold and warm, against bare SHA-256. 证明。", "--entries", 1_000_000,
            (parsed, count, folder, report, cancellationToken) => new ProveBench(count, Read(parsed, proofs), folder).RunAsync(report, cancellationToken), proofs);
    }

    private static Command CreateDisclosure(Terminal terminal)
    {
        var reads = CreateCount("--reads", 20_000, "Reads of claims, each logged before it is shown. 查看次数。");
        return Create(terminal, "disclosure", "Read claims, each read logged first, and search a long log, against bare appends. 查看记录。", "--entries", 1_000_000,
            (parsed, count, folder, report, cancellationToken) => new DisclosureBench(count, Read(parsed, reads), folder).RunAsync(report, cancellationToken), reads);
    }

    private static Command CreateHttp(Terminal terminal)
    {
        var (service, bare) = CreatePrograms();
        return Create(terminal, "http", "Issue and read over HTTP from a node on disk, against the same web server that does nothing. HTTP 接口。", "--records", 3_000,
            (parsed, count, folder, report, cancellationToken) =>
                new HttpBench(count, parsed.GetRequiredValue(service), parsed.GetRequiredValue(bare), folder).RunAsync(report, cancellationToken),
            service, bare);
    }

    private static Command CreatePages(Terminal terminal)
    {
        var views = CreateCount("--views", 600, "How often each page is asked for. 每个页面的访问次数。");
        var (service, bare) = CreatePrograms();
        return Create(terminal, "pages", "Open the pages for people on a node with many records, against the same web server that does nothing. 页面。", "--records", 100_000,
            (parsed, count, folder, report, cancellationToken) =>
                new PagesBench(count, Read(parsed, views), parsed.GetRequiredValue(service), parsed.GetRequiredValue(bare), folder).RunAsync(report, cancellationToken),
            views, service, bare);
    }

    private static Command Create(
        Terminal terminal, string name, string description, string countName, int count,
        Func<int, string, Action<double>, CancellationToken, Task<JsonObject>> run) =>
        Create(terminal, name, description, countName, count,
            (_, requested, folder, report, cancellationToken) => run(requested, folder, report, cancellationToken));

    private static Command Create(
        Terminal terminal, string name, string description, string countName, int count,
        Func<ParseResult, int, string, Action<double>, CancellationToken, Task<JsonObject>> run, params IEnumerable<Option> more)
    {
        var countOption = CreateCount(countName, count, "How many. 数量。");
        var folder = new Option<string?>("--dir") { Description = "Folder for temporary files, which are deleted afterwards; the speed of its disk affects the result. 临时目录。" };
        var json = RepeatedOptions.Json();
        var command = new Command(name, description) { countOption };
        foreach (var option in more)
        {
            command.Add(option);
        }

        command.Add(folder);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var requested = Read(parsed, countOption);
            using var scratch = new ScratchFolder(parsed.GetValue(folder));
            var load = MachineLoad.Find();
            var figures = await ProgressBar.RunAsync(terminal, $"bench {name}", 1, report => run(parsed, requested, scratch.Path, report, cancellationToken));
            figures["cores"] = Environment.ProcessorCount;
            figures["loadBefore"] = load;
            terminal.Out.WriteLine(parsed.GetValue(json) ? figures.ToJsonString(JsonText.Options) : ToText(figures));
            return ExitCode.Yes;
        });
        return command;
    }

    private static Option<int> CreateCount(string name, int count, string description) => new(name) { Description = description, DefaultValueFactory = _ => count };

    private static (Option<string> Service, Option<string> Bare) CreatePrograms() => (
        CreateProgram("--service", "Ledger.Web", "The built service. 服务程序。"),
        CreateProgram("--bare", "Ledger.BareHttp", "The built web server that does nothing. 空载网页服务器程序。"));

    // Programs are built beside each other: bin/{project}/{configuration}.
    private static Option<string> CreateProgram(string name, string project, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", project, new DirectoryInfo(AppContext.BaseDirectory).Name, project + ".dll")),
    };

    /// <exception cref="FaultException">The count is below 1.</exception>
    private static int Read(ParseResult parsed, Option<int> count) => parsed.GetValue(count) is > 0 and var requested
        ? requested
        : throw OptionProblems.WrongForm(count.Name, null, OptionForms.AtLeast(1));

    private static string ToText(JsonObject figures) =>
        string.Join(Environment.NewLine, figures.Select(figure => $"{figure.Key,-28} {figure.Value?.ToJsonString(JsonText.Options)}"));
}
