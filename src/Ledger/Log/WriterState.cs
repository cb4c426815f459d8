using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// Whether the writer accepts entries, and why not. The first reason stays, with two exceptions: a freeze replaces a stop because it is more serious,
/// and any stop replaces an unconfirmed head. Safe for use from any thread.
/// </summary>
public sealed class WriterState
{
    private readonly Lock _lock = new();
    private Fault? _fault;

    /// <summary>Why the writer accepts no entries. Null if it accepts them.</summary>
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

    /// <summary>Removes this reason. Any other reason stays.</summary>
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
