using Ledger.Offline;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Shows long work as a bar on a terminal, and as nothing elsewhere.</summary>
internal sealed class ProgressBar(Terminal terminal) : IProgressDisplay
{
    /// <summary>Runs work that reports how much of <paramref name="total"/> is done.</summary>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, double total, Func<Action<double>, Task<T>> work) =>
        new ProgressBar(terminal).RunAsync(title, total, work);

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(string title, double total, Func<Action<double>, Task<T>> work)
    {
        if (!terminal.IsInteractive)
        {
            return await work(_ => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Error),
            Interactive = InteractionSupport.Yes,
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes, // There, to detect is also to switch on.
        });
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            var result = await work(done => task.Value = done);
            task.Value = task.MaxValue;
            return result;
        });
    }
}
