using Ledger.Departments;
using Ledger.Sealing;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// An open log of one department: its store, its public files, its proofs and its single writer. Safe for use from any thread. Disposing it commits
/// waiting entries and closes the files.
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
        Files = new PublicFiles(storage.Tiles, publisher);
        Tree = new LogTree(Files, publisher);
    }

    public DepartmentProfile Department { get; }

    public ILogStore Store { get; }

    public ITileStore Tiles { get; }

    public LogPublisher Publisher { get; }

    public LogSequencer Sequencer { get; }

    /// <summary>The clock of the writer.</summary>
    public LogClock Clock { get; }

    /// <summary>The key that verifies the checkpoints.</summary>
    public VerifierKey Key { get; }

    public LogTree Tree { get; }

    /// <summary>The tiles and entry bundles as they are served.</summary>
    public PublicFiles Files { get; }

    /// <summary>
    /// Opens the log. First publishes everything up to the committed head. Takes ownership of the storage. If the log has entries but the head lock
    /// is empty, as after a restore, the writer accepts nothing until <see cref="ConfirmHeadAsync"/>.
    /// </summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Behind"/>: the log had more entries before.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TwoHistories"/>: the log had other entries before.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the files do not belong to one log.</exception>
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
        var committer = new BatchCommitter(storage.Store, head, publisher, payloads, state, logClock, options.FlushPause, clock, logger);
        var sequencer = new LogSequencer(committer, state, options, clock, department.Id);
        return new DepartmentLog(department, storage, publisher, sequencer, logClock, signer.Key);
    }

    /// <summary>
    /// Confirms the head after the chain was compared: it holds nothing that this log lacks. The writer then accepts entries, although the head lock
    /// was lost or left on another machine. Does nothing if the lock holds a head.
    /// </summary>
    public async ValueTask ConfirmHeadAsync(CancellationToken cancellationToken)
    {
        if (Sequencer.State.Fault == LogFaults.HeadUnconfirmed)
        {
            // The writer does not run yet, so no other thread moves the lock.
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
            await _lock.DisposeAsync(); // Always released. Otherwise the log could not be opened again.
        }
    }
}
