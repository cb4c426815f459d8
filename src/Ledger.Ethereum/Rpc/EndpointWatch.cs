using Ledger.Log;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>What is known of one endpoint, and when to ask one that failed again. Safe for use from many threads.</summary>
internal sealed class EndpointWatch(RpcEndpoint endpoint, TimeProvider clock)
{
    private const int ErrorsInARow = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private EndpointHealth _health = new(endpoint.Name, EndpointState.Unknown, null, null); // guarded by _lock, as are the next four
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

    /// <summary>Whether its chain is known to be the right one. Not any more after it did not answer: another may have taken its address.</summary>
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

    /// <summary>The smaller, the sooner it is asked; null when it is not.</summary>
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

    /// <summary>Whether one that failed may be asked again, by the pause that doubles with each failure.</summary>
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

    /// <summary>It answered what was asked.</summary>
    public void NoteAnswer()
    {
        lock (_lock)
        {
            _errors = 0;
            _failures = 0;
            Answered(_health.State is EndpointState.Behind ? EndpointState.Behind : EndpointState.Up);
        }
    }

    /// <summary>Where its head is by comparison with others. What it answered otherwise keeps its say: errors are forgotten by answers only, or in time.</summary>
    public void NoteStanding(EndpointState state)
    {
        lock (_lock)
        {
            _failures = _health.State is EndpointState.Erring ? _failures : 0;
            var isStillErring = _health.State is EndpointState.Erring && !HasWaited;
            Answered(isStillErring && state is EndpointState.Up ? EndpointState.Erring : state);
        }
    }

    /// <summary>It answered with an error. One is no reason to avoid it, several in a row are.</summary>
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
