using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Bench;

/// <summary>A server as a process of its own, so that its processor time can be told from the client's. Disposing it stops it and waits for its end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _readyText;

    private ServerProcess(Process process, string readyText)
    {
        _process = process;
        _readyText = readyText;
    }

    /// <summary>The time that all processors worked for the server since its start.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The line of output that showed that the server is ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>Starts a .NET program and waits until it writes a line with a certain text.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="readyText">A part of the line that shows that the server is ready.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    /// <exception cref="FaultException"><see cref="RunFaults.FileUnreadable"/>: there is no such program.</exception>
    /// <exception cref="FaultException"><see cref="RunFaults.Unreachable"/>: it ended, or was not ready within ten minutes; with its output.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program, string folder, IReadOnlyDictionary<string, string> settings, string readyText, CancellationToken cancellationToken)
    {
        if (!File.Exists(program))
        {
            throw new FaultException(RunFaults.FileUnreadable, program);
        }

        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(program)])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(new Process { StartInfo = start }, readyText);
        server.Run();
        try
        {
            await server.WaitUntilReadyAsync(program, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            // A node that is asked to stop also stops its chain, so that nothing writes to the folder that is deleted afterwards.
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(string program, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Patience);
        if (await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(waiting.Token)) == _ready.Task)
        {
            ReadyLine = await _ready.Task;
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_output)
        {
            throw new FaultException(RunFaults.Unreachable, $"{program}: {_output}");
        }
    }

    // The output after the start is dropped, but must be read: a full pipe would block the server.
    private void Read(string? line)
    {
        if (line is null || _ready.Task.IsCompleted)
        {
            return;
        }

        lock (_output)
        {
            _output.Append(line).Append(' ');
        }

        if (line.Contains(_readyText, StringComparison.Ordinal))
        {
            _ready.TrySetResult(line);
        }
    }
}
