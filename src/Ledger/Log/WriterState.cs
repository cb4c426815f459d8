using Ledger.Faults;

namespace Ledger.Log;

/// <summary>
/// Why the writer takes nothing, if so. The first reason stays, except that a freeze outranks a stop, it being the graver finding, and that
/// any stop outranks a head that is only not confirmed yet.
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
            if (_fault is null || _fault == LogFaults.HeadUnconfirmed || fault == LogFaults.Frozen)
            {
                _fault = fault;
            }
        }
    }
}
