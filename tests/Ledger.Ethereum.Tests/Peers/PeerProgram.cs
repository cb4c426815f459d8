using System.Diagnostics;
using System.Text.Json;
using Ledger.Verify.Tests;

[assembly: AssemblyFixture(typeof(Ledger.Ethereum.Tests.Peers.EthersPeer))]
[assembly: AssemblyFixture(typeof(Ledger.Ethereum.Tests.Peers.ViemPeer))]

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>ethers, called through a small script.</summary>
public sealed class EthersPeer() : PeerProgram("ethers");

/// <summary>viem, called through a script that answers the same questions.</summary>
public sealed class ViemPeer() : PeerProgram("viem");

/// <summary>A library of another project. The first test that needs it installs it from the committed lock file by npm.</summary>
/// <param name="name">The folder under <c>tests/peers</c>.</param>
public abstract class PeerProgram(string name)
{
    private readonly Lazy<Task<string>> _installed = new(() => RunAsync(
        name, OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "", CancellationToken.None));

    public string Name => name;

    /// <summary>Asks all questions in one call. The answers are in the same order.</summary>
    public async Task<JsonElement[]> AskAsync(IEnumerable<object> questions, CancellationToken cancellationToken)
    {
        await _installed.Value;
        var output = await RunAsync(name, "node", ["check.mjs"], JsonSerializer.Serialize(questions), cancellationToken);
        return [.. JsonVectors.Parse(output).EnumerateArray()];
    }

    private static async Task<string> RunAsync(string name, string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, name),
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
            : throw new InvalidOperationException($"{program} {arguments[0]} in tests/peers/{name} ended with {process.ExitCode}: {errors}");
    }
}
