using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>Records the ids of logged events.</summary>
internal sealed class EventList : ILogger
{
    public const int Opened = 3101;
    public const int TailCut = 3102;
    public const int UnbornSegmentRemoved = 3103;
    public const int CatalogueRebuilt = 3104;
    public const int CatalogueNotSaved = 3105;

    private readonly ConcurrentQueue<(int Id, string Text)> _events = new();

    public IEnumerable<int> Ids => _events.Select(entry => entry.Id);

    public string TextOf(int id) => Assert.Single(_events, entry => entry.Id == id).Text;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue((eventId.Id, formatter(state, exception)));
}
