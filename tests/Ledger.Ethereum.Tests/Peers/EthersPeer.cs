using System.Diagnostics;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(Ledger.Ethereum.Tests.Peers.EthersPeer))]

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>ethers, asked through a small script. Installed by npm from the committed lock file when a test first needs it.</summary>
public sealed class EthersPeer
{
    private readonly Lazy<Task<string>> _installed = new(() => RunAsync(
        OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "", CancellationToken.None));

    private static string Directory => Path.Combine(AppContext.BaseDirectory, "ethers");

    /// <summary>Asks all questions at once; the answers are in the same order.</summary>
    public async Task<JsonElement[]> AskAsync(IEnumerable<object> questions, CancellationToken cancellationToken)
    {
        await _installed.Value;
        var output = await RunAsync("node", ["check.mjs"], JsonSerializer.Serialize(questions), cancellationToken);
        return [.. Vectors.Parse(output).EnumerateArray()];
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {arguments[0]} in tests/peers/ethers ended with {process.ExitCode}: {errors}");
    }
}
