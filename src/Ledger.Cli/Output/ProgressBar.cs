using Ledger.Offline;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Shows the progress of long work as a bar on a terminal. Shows nothing elsewhere.</summary>
internal sealed class ProgressBar(Terminal terminal) : IProgressDisplay
{
    /// <summary>Runs work and shows its progress.</summary>
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
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes, // On Windows, detecting also switches ANSI sequences on.
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
