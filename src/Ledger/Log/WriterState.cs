using Ledger.Faults;

namespace Ledger.Log;

/// <summary>
/// Why the writer takes nothing, if so. The first reason stays, except that a freeze outranks a stop: it is the graver finding.
/// Safe for use from any thread.
/// </summary>
public sealed class WriterState
{
    private readonly Lock _lock = new();
    private Fault? _fault;

    /// <summary>Null while the writer takes entries.</summary>
    public Fault? Fault
    {
        get
        {
            lock (_lock)
            {
                return _fault;
            }
        }
    }

    /// <summary>Ends one reason to stop; any other stays.</summary>
    internal void Resume(Fault fault)
    {
        lock (_lock)
        {
            _fault = _fault == fault ? null : _fault;
        }
    }

    internal void Stop(Fault fault)
    {
        lock (_lock)
        {
            if (_fault is null || (fault == LogFaults.Frozen && _fault != LogFaults.Frozen))
            {
                _fault = fault;
            }
        }
    }
}
