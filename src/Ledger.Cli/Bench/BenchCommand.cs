using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;

namespace Ledger.Cli.Bench;

/// <summary><c>ledger bench</c>: measures speed. Each result is compared with a limit that is measured in the same run on the same machine.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure speed against the limit of this machine. 性能测量。")
    {
        Create(terminal, "issue", "Issue records into a log on disk, against the same bytes appended to one file. 签发。", "--records", 100_000,
            (count, folder, report, cancellationToken) => new IssueBench(count, folder).RunAsync(report, cancellationToken)),
        Create(terminal, "verify", "Verify bundles on all cores, against bare ES256 verification. 核验。", "--bundles", 5_000,
            (count, folder, report, cancellationToken) => new VerifyBench(count, folder).RunAsync(report, cancellationToken)),
        Create(terminal, "prove", "Fetch bundles from a long log, against bare SHA-256. 证明。", "--entries", 1_000_000,
            (count, folder, report, cancellationToken) => new ProveBench(count, folder).RunAsync(report, cancellationToken)),
        Create(terminal, "log", "Open, prove from and audit a long log, against bare SHA-256 on all cores. 长日志。", "--entries", 1_000_000,
            (count, folder, report, cancellationToken) => new LogBench(count, folder).RunAsync(report, cancellationToken)),
    };

    private static Command Create(
        Terminal terminal, string name, string description, string countName, int count,
        Func<int, string, Action<double>, CancellationToken, Task<JsonObject>> run)
    {
        var countOption = new Option<int>(countName) { Description = "How requested. 数量。", DefaultValueFactory = _ => count };
        var folder = new Option<string?>("--dir") { Description = "Folder for temporary files, which are deleted afterwards; the speed of its disk affects the result. 临时目录。" };
        var json = RepeatedOptions.Json();
        var command = new Command(name, description) { countOption, folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var requested = parsed.GetValue(countOption);
            if (requested < 1)
            {
                throw OptionProblems.WrongForm(countName, null, OptionForms.AtLeast(1));
            }

            using var scratch = new ScratchFolder(parsed.GetValue(folder));
            var figures = await ProgressBar.RunAsync(terminal, $"bench {name}", 1, report => run(requested, scratch.Path, report, cancellationToken));
            figures["cores"] = Environment.ProcessorCount;
            terminal.Out.WriteLine(parsed.GetValue(json) ? figures.ToJsonString(JsonText.Options) : ToText(figures));
            return ExitCode.Yes;
        });
        return command;
    }

    private static string ToText(JsonObject figures) =>
        string.Join(Environment.NewLine, figures.Select(figure => $"{figure.Key,-28} {figure.Value?.ToJsonString(JsonText.Options)}"));
}
