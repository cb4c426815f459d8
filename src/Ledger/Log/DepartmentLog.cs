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
    private DepartmentLog(
        DepartmentProfile department, ILogStore store, ITileStore tiles, LogPublisher publisher, LogSequencer sequencer, VerifierKey key)
    {
        Department = department;
        Store = store;
        Tiles = tiles;
        Publisher = publisher;
        Sequencer = sequencer;
        Key = key;
        Tree = new LogTree(tiles, publisher);
    }

    public DepartmentProfile Department { get; }

    public ILogStore Store { get; }

    public ITileStore Tiles { get; }

    public LogPublisher Publisher { get; }

    public LogSequencer Sequencer { get; }

    /// <summary>With what the checkpoints are verified.</summary>
    public VerifierKey Key { get; }

    public LogTree Tree { get; }

    /// <summary>Opens the log, bringing the public files up to the committed head first. Takes the store over.</summary>
    /// <exception cref="Faults.StoreDamagedException">The files do not belong together.</exception>
    public static async ValueTask<DepartmentLog> OpenAsync(
        DepartmentProfile department, ILogStore store, ITileStore tiles, INoteSigner signer, PayloadBox payloads,
        SequencerOptions options, TimeProvider clock, ILogger<DepartmentLog> logger, CancellationToken cancellationToken)
    {
        var publisher = await LogPublisher.OpenAsync(tiles, signer, department.Origin, store, cancellationToken);
        var head = await store.ReadHeadAsync(cancellationToken);
        var state = new WriterState();
        var committer = new BatchCommitter(store, head, publisher, payloads, state, clock, logger);
        var sequencer = new LogSequencer(committer, state, options, clock, department.Id);
        return new DepartmentLog(department, store, tiles, publisher, sequencer, signer.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await Sequencer.DisposeAsync();
        await Store.DisposeAsync();
    }
}
