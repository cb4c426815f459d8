using System.Diagnostics;

namespace Ledger.Web.Tests.Running;

/// <summary>The result of one run of <c>ledger</c>.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the built program and waits for its end.</summary>
    public static async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Programs.Start(Programs.Cli, arguments)) ?? throw new InvalidOperationException("Nothing was started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return new CliRun(process.ExitCode, await output, await error);
    }

    public override string ToString() => $"exit {ExitCode}\n{Out}\n{Error}";
}
