using Ledger.Verify.Faults;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Computes the tiles of level 1 and above from the roots of the tiles below. Compares each one with the log when it is full. Only one file in 256 is
/// such a tile, so they are read one at a time. Not safe for use from several threads.
/// </summary>
internal sealed class UpperTiles(ILogFiles files, AuditNotes notes)
{
    /// <summary>The root of a tile is this many levels above its hashes.</summary>
    public const int Height = 8;

    private readonly List<List<HashPair>> _levels = [];

    /// <summary>How many of these tiles were compared or are absent.</summary>
    public long Done { get; private set; }

    /// <summary>Adds the root of the next full tile of the level below.</summary>
    public async ValueTask PushAsync(int level, long index, HashPair hash, CancellationToken cancellationToken)
    {
        if (level > _levels.Count)
        {
            _levels.Add(new List<HashPair>(PublishedFile.FullWidth));
        }

        var hashes = _levels[level - 1];
        hashes.Add(hash);
        if (hashes.Count < PublishedFile.FullWidth)
        {
            return;
        }

        var tile = new TileId(level, index / PublishedFile.FullWidth, PublishedFile.FullWidth);
        await CompareAsync(tile, hashes, cancellationToken);
        var root = new HashPair(ComputeRoot(hashes, pair => pair.Computed), ComputeRoot(hashes, pair => pair.Stored));
        hashes.Clear();
        await PushAsync(level + 1, tile.Index, root, cancellationToken);
    }

    /// <summary>Compares the partial tiles of a log of this size.</summary>
    public async ValueTask FinishAsync(long size, CancellationToken cancellationToken)
    {
        for (var level = 1; level <= _levels.Count; level++)
        {
            if (_levels[level - 1] is { Count: > 0 } hashes)
            {
                var index = (size >> (level * Height)) / PublishedFile.FullWidth;
                await CompareAsync(new TileId(level, index, hashes.Count), hashes, cancellationToken);
            }
        }
    }

    private async ValueTask CompareAsync(TileId id, List<HashPair> hashes, CancellationToken cancellationToken)
    {
        var entriesPerHash = BundleCheck.CountEntries(id);
        var start = id.Index * PublishedFile.FullWidth * entriesPerHash;
        var reading = await notes.WaitAsync(PublishedFile.ReadAsync(files, id, cancellationToken), start, start + (id.Width * entriesPerHash) - 1);
        Done += reading.IsRead ? 1 : 0;
        if (!reading.IsRead || BundleCheck.Usable(reading.File, id, notes.Findings) is not { } file)
        {
            return;
        }

        // A hash that agrees with either hash of the level below is not damaged.
        foreach (var (from, to) in BundleCheck.Runs(id.Width, i => !IsEither(BundleCheck.HashAt(file.Bytes, i), hashes[i])))
        {
            var first = start + (from * entriesPerHash);
            notes.Findings.Add(new LogFinding(AuditFaults.TileHash, file.Path) { First = first, Last = first + ((to - from + 1) * entriesPerHash) - 1 });
        }

        var computed = new byte[id.Width * Digest.Length];
        for (var i = 0; i < id.Width; i++)
        {
            hashes[i].Computed.CopyTo(computed.AsSpan(i * Digest.Length));
        }

        await PublishedFile.CheckOlderAsync(
            files, PublishedFile.FullPath(id), computed, id.Width, width => width * Digest.Length, notes, cancellationToken);
    }

    private static bool IsEither(ReadOnlySpan<byte> hash, HashPair pair) =>
        Digest.TryRead(hash, out var digest) && (digest == pair.Computed || digest == pair.Stored);

    private static Digest ComputeRoot(List<HashPair> hashes, Func<HashPair, Digest> side)
    {
        var range = new CompactRange();
        hashes.ForEach(pair => range.Append(side(pair)));
        return range.Root();
    }
}
