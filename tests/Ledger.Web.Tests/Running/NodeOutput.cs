using System.Collections.Concurrent;
using Ledger.Web.Terminal;
using Microsoft.Extensions.Logging;

namespace Ledger.Web.Tests.Running;

/// <summary>Collects the output and the log of a node in this process. Each log entry includes its exception, as on a console. Safe for use from many threads.</summary>
internal sealed class NodeOutput : IStartUpOutput, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _entries = new();

    public IReadOnlyCollection<string> All => _entries;

    public string Text => string.Concat(_entries.Select(entry => entry + '\n'));

    public void WriteStep(string zh, string en) => WriteLine($"  {en}  {zh}");

    public void WriteLine(string line) => _entries.Enqueue(line);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        WriteLine($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
