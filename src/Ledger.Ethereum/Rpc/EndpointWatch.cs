using Ledger.Log;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>The state of one endpoint, and when to ask it again after a failure. Thread-safe.</summary>
internal sealed class EndpointWatch(RpcEndpoint endpoint, TimeProvider clock)
{
    private const int ErrorsInARow = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private EndpointHealth _health = new(endpoint.Name, EndpointState.Unknown, null, null); // guarded by _lock, like the next four
    private bool _isChecked;
    private int _failures;
    private int _errors;
    private DateTimeOffset _retryAt;

    public RpcEndpoint Endpoint { get; } = endpoint;

    public EndpointHealth Health
    {
        get
        {
            lock (_lock)
            {
                return _health;
            }
        }
    }

    /// <summary>
    /// Whether its chain was checked. After it did not answer it must be checked again, because another chain may now have its address.
    /// </summary>
    public bool IsChecked
    {
        get
        {
            lock (_lock)
            {
                return _isChecked;
            }
        }
    }

    /// <summary>The order in which endpoints are asked; the smallest first. Null when it must not be asked.</summary>
    public int? Rank
    {
        get
        {
            lock (_lock)
            {
                return _health.State switch
                {
                    EndpointState.Unknown or EndpointState.Up => 0,
                    EndpointState.Erring => 1,
                    EndpointState.Behind => 2,
                    EndpointState.Unconfirmed => null,
                    _ => 3,
                };
            }
        }
    }

    /// <summary>Whether a failed endpoint may be asked again. The pause doubles with each failure.</summary>
    public bool IsDue
    {
        get
        {
            lock (_lock)
            {
                return _failures == 0 || HasWaited;
            }
        }
    }

    public void NoteChecked()
    {
        lock (_lock)
        {
            _isChecked = true;
        }
    }

    public void NoteHead(ChainBlock head)
    {
        lock (_lock)
        {
            _health = _health with { Head = head };
        }
    }

    /// <summary>Records an answer.</summary>
    public void NoteAnswer()
    {
        lock (_lock)
        {
            _errors = 0;
            _failures = 0;
            Answered(_health.State is EndpointState.Behind ? EndpointState.Behind : EndpointState.Up);
        }
    }

    /// <summary>Records how its head compares with the others. This does not clear errors; only answers, or time, do.</summary>
    public void NoteStanding(EndpointState state)
    {
        lock (_lock)
        {
            _failures = _health.State is EndpointState.Erring ? _failures : 0;
            var isStillErring = _health.State is EndpointState.Erring && !HasWaited;
            Answered(isStillErring && state is EndpointState.Up ? EndpointState.Erring : state);
        }
    }

    /// <summary>Records an error answer. Several in a row make it less preferred; one does not.</summary>
    public void NoteError()
    {
        lock (_lock)
        {
            if (++_errors >= ErrorsInARow)
            {
                Answered(EndpointState.Erring);
                Pause();
            }
        }
    }

    public void NoteFailure(EndpointState state)
    {
        lock (_lock)
        {
            _isChecked = false;
            _health = _health with { State = state };
            Pause();
        }
    }

    private bool HasWaited => Elapsed.IsDue(_retryAt, LongestPause, clock);

    private void Answered(EndpointState state) => _health = _health with { State = state, LastAnswer = clock.GetUtcNow() };

    private void Pause()
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(_failures, 10));
        _failures++;
        _retryAt = clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
    }
}
