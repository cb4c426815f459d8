using Ledger.Departments;
using Ledger.Sealing;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// One department's log, opened: its store, its public files, its proofs and its single writer. Safe for use from any thread.
/// Dispose it to commit what waits and let go of the files.
/// </summary>
public sealed class DepartmentLog : IAsyncDisposable
{
    private readonly IHeadLock _lock;

    private DepartmentLog(DepartmentProfile department, LogStorage storage, LogPublisher publisher, LogSequencer sequencer, LogClock clock, VerifierKey key)
    {
        Clock = clock;
        Department = department;
        Store = storage.Store;
        Tiles = storage.Tiles;
        _lock = storage.Lock;
        Publisher = publisher;
        Sequencer = sequencer;
        Key = key;
        Tree = new LogTree(storage.Tiles, publisher);
    }

    public DepartmentProfile Department { get; }

    public ILogStore Store { get; }

    public ITileStore Tiles { get; }

    public LogPublisher Publisher { get; }

    public LogSequencer Sequencer { get; }

    /// <summary>What the writer goes by.</summary>
    public LogClock Clock { get; }

    /// <summary>With what the checkpoints are verified.</summary>
    public VerifierKey Key { get; }

    public LogTree Tree { get; }

    /// <summary>
    /// Opens the log, bringing the public files up to the committed head first. Takes the storage over. With entries and a lock that holds
    /// nothing, as after a restore, the writer takes nothing before <see cref="ConfirmHeadAsync"/>.
    /// </summary>
    /// <exception cref="Faults.LogBehindException">The log was longer once.</exception>
    /// <exception cref="Faults.TwoHistoriesException">The log was another once.</exception>
    /// <exception cref="Faults.StoreDamagedException">The files do not belong together.</exception>
    public static async ValueTask<DepartmentLog> OpenAsync(
        DepartmentProfile department, LogStorage storage, INoteSigner signer, PayloadBox payloads,
        SequencerOptions options, TimeProvider clock, ILogger<DepartmentLog> logger, CancellationToken cancellationToken)
    {
        var publisher = await LogPublisher.OpenAsync(storage, signer, department.Origin, cancellationToken);
        var head = await storage.Store.ReadHeadAsync(cancellationToken);
        var state = new WriterState();
        if (storage.Lock.Held is null)
        {
            state.Stop(LogFaults.HeadUnconfirmed);
        }

        var logClock = new LogClock(clock, options.Clock);
        var committer = new BatchCommitter(storage.Store, head, publisher, payloads, state, logClock, logger);
        var sequencer = new LogSequencer(committer, state, options, clock, department.Id);
        return new DepartmentLog(department, storage, publisher, sequencer, logClock, signer.Key);
    }

    /// <summary>
    /// The chain holds nothing that this log does not: a log whose lock was lost, or left behind with another machine, may be written to.
    /// Does nothing for one whose lock is there.
    /// </summary>
    public async ValueTask ConfirmHeadAsync(CancellationToken cancellationToken)
    {
        if (Sequencer.State.Fault == LogFaults.HeadUnconfirmed)
        {
            // The writer takes nothing yet, so this is the only thread that moves the lock.
            var head = Publisher.Published.Head;
            await _lock.AdvanceAsync(new HeldHead(head.Size, head.Root), cancellationToken);
            Sequencer.State.Resume(LogFaults.HeadUnconfirmed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sequencer.DisposeAsync();
        try
        {
            await Store.DisposeAsync();
        }
        finally
        {
            await _lock.DisposeAsync(); // Whatever the disk does: a lock that stays would keep the log from being opened again.
        }
    }
}
