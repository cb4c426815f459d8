using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Development;

/// <summary>Finds the pinned anvil. Installs it from npm by the committed lock file when it is missing.</summary>
internal static partial class AnvilInstaller
{
    private static readonly string[] Pinned = ["package.json", "package-lock.json"];
    private static readonly string[] Outages =
        ["ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT", "FETCH_ERROR", "E503"];

    /// <summary>The files of <c>node-config/dev-chain</c>, copied next to the assembly.</summary>
    public static string PinnedDirectory => Path.Combine(AppContext.BaseDirectory, "dev-chain");

    /// <summary>Returns the path of an existing anvil executable.</summary>
    /// <exception cref="FaultException">There is none, and it could not be installed. The exception says why and what to do.</exception>
    public static async Task<string> EnsureAsync(DevChainOptions options, IProgress<DevChainProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.AnvilPath is { } given)
        {
            return File.Exists(given) ? given : throw DevChainProblems.AnvilMissing(given);
        }

        var directory = options.ProgramDirectory ?? Path.Combine(options.DataDirectory, "anvil");
        var program = Path.Combine(directory, "node_modules", "@foundry-rs", $"anvil-{Platform}", "bin", OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
        if (File.Exists(program) && IsPinnedInstalled(directory))
        {
            return program;
        }

        progress?.Report(new DevChainProgress(
            DevChainStage.Installing, "首次启动：正在从 npm 安装开发链（约 45 MB）……", "First start: installing the development chain from npm (about 45 MB) …"));
        await InstallAsync(options, directory, cancellationToken);
        return File.Exists(program) ? program : throw DevChainProblems.AnvilMissing(Platform);
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var processor = RuntimeInformation.OSArchitecture is Architecture.X64 ? "amd64" : RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
            return $"{system}-{processor}";
        }
    }

    /// <summary>npm writes its hidden lock file last, so the file shows that the installation is complete.</summary>
    private static bool IsPinnedInstalled(string directory) =>
        File.Exists(Path.Combine(directory, "node_modules", ".package-lock.json"))
        && Array.TrueForAll(Pinned, name =>
            File.Exists(Path.Combine(directory, name))
            && File.ReadAllBytes(Path.Combine(directory, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(PinnedDirectory, name))));

    private static async Task InstallAsync(DevChainOptions options, string directory, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var name in Pinned)
            {
                File.Copy(Path.Combine(PinnedDirectory, name), Path.Combine(directory, name), overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DevChainProblems.DirectoryNotWritable(directory, exception);
        }

        // The binary is in the package for the platform, so no install script has to run.
        var start = new ProcessStartInfo(options.NpmPath)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=60000", "--loglevel=error" },
        };
        using var npm = Start(start);
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw ToException(errors, npm.ExitCode);
            }
        }
        finally
        {
            if (!npm.HasExited)
            {
                npm.Kill(entireProcessTree: true);
            }
        }
    }

    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new UnreachableException(); // null only for documents opened by the shell
        }
        catch (Win32Exception exception)
        {
            throw DevChainProblems.NodeMissing(start.FileName, exception);
        }
    }

    /// <summary>Shows only the error code of npm, because its text can contain addresses with credentials.</summary>
    private static FaultException ToException(string errors, int exitCode)
    {
        var code = ErrorCode().Match(errors) is { Success: true } match ? match.Groups[1].Value : $"exit {exitCode}";
        return Outages.Contains(code) ? DevChainProblems.NpmUnreachable(code) : DevChainProblems.NpmFailed(code);
    }

    [GeneratedRegex(@"npm (?:error|ERR!) code ([A-Z0-9_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCode();
}
