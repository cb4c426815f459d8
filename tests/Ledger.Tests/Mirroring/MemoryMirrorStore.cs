using System.Collections.Immutable;
using Ledger.Mirroring;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Mirroring;

/// <summary>A mirror store in memory. A test can make its next write fail, before or after it takes effect, and can damage its contents.</summary>
internal sealed class MemoryMirrorStore : IMirrorStore
{
    private readonly List<ImmutableArray<EventBlock>> _pages = [];
    private MirrorStamp? _stamp;

    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    public bool IsDamaged { get; set; }

    public int Appends { get; private set; }

    public MirrorStamp? Stamp => _stamp;

    public ValueTask<MirrorStamp?> FindStampAsync(CancellationToken cancellationToken) =>
        IsDamaged ? throw new FaultException(StoreFaults.Damaged, "Page 0 is damaged.") : ValueTask.FromResult(_stamp);

    public async IAsyncEnumerable<ImmutableArray<EventBlock>> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in _pages)
        {
            await Task.CompletedTask;
            yield return page;
        }
    }

    public ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp, CancellationToken cancellationToken)
    {
        if (FailsBefore)
        {
            throw new IOException("No space left.");
        }

        Appends++;
        _pages.Add(blocks);
        _stamp = stamp;
        return FailsAfter ? throw new IOException("No answer from the disk.") : ValueTask.CompletedTask;
    }

    public ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        _pages.Clear();
        (_stamp, IsDamaged) = (null, false);
        return ValueTask.CompletedTask;
    }

    /// <summary>Removes one page, as in a truncated file.</summary>
    public void Lose(int page) => _pages.RemoveAt(page);
}
