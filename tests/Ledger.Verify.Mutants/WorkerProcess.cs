using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ledger.Verify.Mutants;

/// <summary>
/// A process that judges mutants. The process that started it ends it when a mutant takes too long, and then starts another one.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public WorkerProcess(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // 3 GB: a mutant that never stops allocating ends with its own process.
        start.Environment["DOTNET_GCHeapHardLimit"] = "C0000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until the process ends. True if its exit code is 0.</summary>
    public bool Ends()
    {
        _process.WaitForExit();
        Console.Error.Write(_errors);
        return _process.ExitCode == 0;
    }

    /// <summary>Reads a line. Null if the process ended, or if the time limit passed and the process was killed.</summary>
    public async Task<string?> Read(TimeSpan limit)
    {
        using var source = new CancellationTokenSource(limit);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(source.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            return null;
        }
    }

    public async Task<string?> Ask(Question question, TimeSpan limit)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        await _process.StandardInput.FlushAsync();
        return await Read(limit);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
