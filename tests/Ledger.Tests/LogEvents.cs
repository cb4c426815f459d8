using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ledger.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogEvents<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _events = new();

    public IReadOnlyList<(LogLevel Level, string Text)> All => [.. _events];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue((logLevel, formatter(state, exception) + exception));
}
