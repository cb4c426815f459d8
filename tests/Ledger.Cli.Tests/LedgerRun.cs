using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tests;

/// <summary>The result of a command line: its exit code and its output.</summary>
internal sealed record LedgerRun(int ExitCode, byte[] OutputBytes, string Error)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The built program, in its own folder of the artifacts. The copy beside the tests lacks files: the tests run on the web framework, which brings them.
    /// </summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Ledger.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "ledger.dll"));

    public string Output => Utf8.GetString(OutputBytes);

    /// <summary>The output, which must be exactly one JSON document.</summary>
    public JsonNode Json => JsonNode.Parse(OutputBytes) ?? throw new InvalidOperationException("The output is null.");

    /// <summary>Runs a command line in this process.</summary>
    public static Task<LedgerRun> RunAsync(params IEnumerable<string> args) => RunAsync(new Stage(), args);

    public static async Task<LedgerRun> RunAsync(Stage stage, params IEnumerable<string> args)
    {
        using var output = new MemoryStream();
        var error = new StringWriter();
        var writer = new StreamWriter(output, Utf8) { AutoFlush = true };
        var terminal = new Terminal(writer, error, () => new MemoryStream(stage.Input), () => output, stage.IsInteractive);
        var exitCode = await CommandLine.RunAsync([.. args], terminal, TestContext.Current.CancellationToken);
        return new LedgerRun(exitCode, output.ToArray(), error.ToString()); // ToArray works even if the command closed the stream.
    }

    /// <summary>Runs a command line as a process of its own.</summary>
    public static async Task<LedgerRun> RunProcessAsync(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardErrorEncoding = Utf8,
        };
        start.ArgumentList.Add(Program);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        process.StandardInput.Close();
        using var output = new MemoryStream();
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new LedgerRun(process.ExitCode, output.ToArray(), await error);
    }

    /// <summary>The surroundings of a command: its standard input, and whether it runs on a terminal.</summary>
    internal sealed record Stage
    {
        public byte[] Input { get; init; } = [];

        public bool IsInteractive { get; init; }
    }
}
