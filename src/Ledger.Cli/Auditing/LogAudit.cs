using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ledger.Cli.Output;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Auditing;

/// <summary>What is wrong with a log, and where.</summary>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong with it, in English.</param>
/// <param name="ProblemZh">The same in Chinese.</param>
internal sealed record LogDifference(string Path, string Problem, string ProblemZh);

/// <summary>The result of an audit. No differences: every entry, every tile and the signed root agree.</summary>
internal sealed record LogAuditResult(string Origin, long Size, Digest Root, ImmutableArray<LogDifference> Differences);

/// <summary>
/// Re-computes a whole tlog-tiles log from its entries: every leaf, every tile of every level, the root, and the signature over it. Reads
/// entry bundles one after the other and keeps only the right edge of the tree, so the log's length does not matter.
/// </summary>
internal sealed class LogAudit(LogSource source, VerifierKey key)
{
    private const int TileWidth = 256;
    private const int TileHeight = 8;
    private const int MostReported = 100;
    private const int ReadAhead = 8;

    private readonly List<List<Digest>> _levels = [];
    private readonly ImmutableArray<LogDifference>.Builder _differences = ImmutableArray.CreateBuilder<LogDifference>();
    private readonly CompactRange _range = new();

    /// <summary>Audits the log as its checkpoint of now describes it.</summary>
    /// <exception cref="CliException">There is no checkpoint, or the log cannot be reached.</exception>
    public async Task<LogAuditResult> RunAsync(Action<long, long> report, CancellationToken cancellationToken)
    {
        if (await ReadCheckpointAsync(cancellationToken) is not { } checkpoint)
        {
            return new LogAuditResult(key.Name, 0, default, _differences.ToImmutable());
        }

        var bundles = new Queue<(EntryBundleId Id, Task<StoredFile?> File)>();
        foreach (var id in TileSpan.Entries(0, checkpoint.Size))
        {
            bundles.Enqueue((id, ReadAsync(id.Path, id.Width, FullPath(id), cancellationToken)));
            if (bundles.Count == ReadAhead && !await TakeAsync(bundles.Dequeue(), checkpoint.Size, report, cancellationToken))
            {
                return Result(checkpoint);
            }
        }

        while (bundles.TryDequeue(out var bundle))
        {
            if (!await TakeAsync(bundle, checkpoint.Size, report, cancellationToken))
            {
                return Result(checkpoint);
            }
        }

        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count > 0)
            {
                await CompareTileAsync(new TileId(level, (checkpoint.Size >> (level * TileHeight)) / TileWidth, _levels[level].Count), cancellationToken);
            }
        }

        if (_range.Root() != checkpoint.Root)
        {
            Report("checkpoint", "The entries do not hash to the signed root.", "条目算出的树根与签名的树根不同。");
        }

        return Result(checkpoint);
    }

    private LogAuditResult Result(Checkpoint checkpoint) => new(checkpoint.Origin, checkpoint.Size, checkpoint.Root, _differences.ToImmutable());

    private async Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellationToken)
    {
        var bytes = await source.ReadAsync("checkpoint", cancellationToken) ?? throw new CliException(CliFaults.NoLog, key.Name);
        if (!SignedNote.TryParse(Encoding.UTF8.GetString(bytes), out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            Report("checkpoint", "It is not a signed checkpoint.", "不是签名的检查点。");
            return null;
        }

        if (checkpoint.Origin != key.Name || !note.IsSignedBy(key))
        {
            Report("checkpoint", "It is not signed with this key.", "不是此密钥所签。");
            return null;
        }

        return checkpoint;
    }

    /// <summary>A partial file may have been replaced by the full one since the checkpoint was signed.</summary>
    private async Task<StoredFile?> ReadAsync(string path, int width, string fullPath, CancellationToken cancellationToken)
    {
        if (await source.ReadAsync(path, cancellationToken) is { } bytes)
        {
            return new StoredFile(path, width, bytes);
        }

        return path != fullPath && await source.ReadAsync(fullPath, cancellationToken) is { } full ? new StoredFile(fullPath, TileWidth, full) : null;
    }

    private async Task<bool> TakeAsync(
        (EntryBundleId Id, Task<StoredFile?> File) bundle, long size, Action<long, long> report, CancellationToken cancellationToken)
    {
        var (id, reading) = bundle;
        var file = await reading;
        if (file is null || !EntryBundle.TryDecode(file.Bytes, file.Width, out var entries))
        {
            // Without these entries nothing that follows can be computed.
            Report(file?.Path ?? id.Path, "The file is missing or cannot be read; what follows cannot be computed.", "文件缺失或无法读取，其后无法计算。");
            return false;
        }

        await CompareOlderAsync(
            FullPath(id), id.Width, file.Bytes, width => entries.Take(width).Sum(entry => sizeof(ushort) + entry.Length), cancellationToken);
        foreach (var entry in entries.Take(id.Width))
        {
            await PushAsync(0, TreeHash.Leaf(entry.Span), cancellationToken);
        }

        report(_range.Size, size);
        return true;
    }

    /// <summary>Partial files of earlier sizes may be fetched by whoever has an earlier checkpoint: they must be where the newer file begins.</summary>
    private async Task CompareOlderAsync(
        string fullPath, int newer, ReadOnlyMemory<byte> bytes, Func<int, int> lengthOf, CancellationToken cancellationToken)
    {
        foreach (var width in source.PartialWidths(fullPath).Where(width => width < newer))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{fullPath}.p/{width}");
            if (await source.ReadAsync(path, cancellationToken) is { } older && !bytes.Span[..lengthOf(width)].SequenceEqual(older))
            {
                Report(path, "It is not how the file of the newer size begins.", "与较新文件的开头不符。");
            }
        }
    }

    private async Task PushAsync(int level, Digest hash, CancellationToken cancellationToken)
    {
        if (level == 0)
        {
            _range.Append(hash);
        }

        if (level == _levels.Count)
        {
            _levels.Add(new List<Digest>(TileWidth));
        }

        var hashes = _levels[level];
        hashes.Add(hash);
        if (hashes.Count < TileWidth)
        {
            return;
        }

        var tile = new TileId(level, (_range.Size >> (level * TileHeight)) / TileWidth - 1, TileWidth);
        await CompareTileAsync(tile, cancellationToken);
        var root = new CompactRange();
        hashes.ForEach(root.Append);
        hashes.Clear();
        await PushAsync(level + 1, root.Root(), cancellationToken);
    }

    private async Task CompareTileAsync(TileId id, CancellationToken cancellationToken)
    {
        var computed = _levels[id.Level].SelectMany(hash => hash.ToArray()).ToArray();
        var file = await ReadAsync(id.Path, id.Width, FullPath(id), cancellationToken);
        if (file is null || file.Bytes.Length != file.Width * Digest.Length)
        {
            Report(file?.Path ?? id.Path, "The tile is missing or has the wrong length.", "瓦片缺失或长度不对。");
            return;
        }

        for (var i = 0; i < id.Width; i++)
        {
            var place = i * Digest.Length;
            if (!file.Bytes.AsSpan(place, Digest.Length).SequenceEqual(computed.AsSpan(place, Digest.Length)))
            {
                ReportHash(file.Path, id, i);
            }
        }

        await CompareOlderAsync(FullPath(id), id.Width, computed, width => width * Digest.Length, cancellationToken);
    }

    private void ReportHash(string path, TileId id, int place)
    {
        var first = ((id.Index * TileWidth) + place) << (id.Level * TileHeight);
        var last = first + (1L << (id.Level * TileHeight)) - 1;
        if (first == last)
        {
            var entries = new EntryBundleId(id.Index, id.Width).Path;
            Report(
                path, string.Create(CultureInfo.InvariantCulture, $"Its hash of entry {first} is not that of the entry in {entries}."),
                $"条目 {first} 的哈希与 {entries} 中的条目不符。");
        }
        else
        {
            Report(
                path, string.Create(CultureInfo.InvariantCulture, $"Its hash over entries {first} to {last} is not theirs."),
                $"条目 {first} 至 {last} 的哈希不符。");
        }
    }

    private static string FullPath(EntryBundleId id) => (id with { Width = TileWidth }).Path;

    private static string FullPath(TileId id) => (id with { Width = TileWidth }).Path;

    private void Report(string path, string en, string zh)
    {
        if (_differences.Count < MostReported)
        {
            _differences.Add(new LogDifference(path, en, zh));
        }
    }

    /// <summary>A file as it was found: under its own path, or under that of the full one.</summary>
    private sealed record StoredFile(string Path, int Width, byte[] Bytes);
}
