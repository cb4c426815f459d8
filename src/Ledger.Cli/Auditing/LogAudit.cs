using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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
    public async Task<LogAuditResult> RunAsync(Action<long, long> report, CancellationToken cancellationToken)
    {
        if (await ReadCheckpointAsync(cancellationToken) is not { } checkpoint)
        {
            return new LogAuditResult(key.Name, 0, default, _differences.ToImmutable());
        }

        var bundles = new Queue<(EntryBundleId Id, Task<byte[]?> Bytes)>();
        foreach (var id in TileSpan.Entries(0, checkpoint.Size))
        {
            bundles.Enqueue((id, ReadAsync(id.Path, (id with { Width = TileWidth }).Path, cancellationToken)));
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
        var bytes = await source.ReadAsync("checkpoint", cancellationToken);
        var text = bytes is null ? null : Encoding.UTF8.GetString(bytes);
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            Report("checkpoint", bytes is null ? "There is none." : "It is not a signed checkpoint.", bytes is null ? "没有检查点。" : "不是签名的检查点。");
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
    private async Task<byte[]?> ReadAsync(string path, string fullPath, CancellationToken cancellationToken) =>
        await source.ReadAsync(path, cancellationToken)
        ?? (path == fullPath ? null : await source.ReadAsync(fullPath, cancellationToken));

    private async Task<bool> TakeAsync(
        (EntryBundleId Id, Task<byte[]?> Bytes) bundle, long size, Action<long, long> report, CancellationToken cancellationToken)
    {
        var (id, reading) = bundle;
        if (await reading is not { } bytes || FirstEntries(bytes, id.Width) is not { } entries)
        {
            // Without these entries nothing that follows can be computed.
            Report(id.Path, "The file is missing or cannot be read; what follows cannot be computed.", "文件缺失或无法读取,其后无法计算。");
            return false;
        }

        foreach (var entry in entries)
        {
            await PushAsync(0, TreeHash.Leaf(entry.Span), cancellationToken);
        }

        report(_range.Size, size);
        return true;
    }

    private static ImmutableArray<ReadOnlyMemory<byte>>? FirstEntries(byte[] bytes, int width)
    {
        if (EntryBundle.TryDecode(bytes, width, out var entries))
        {
            return entries;
        }

        return EntryBundle.TryDecode(bytes, TileWidth, out entries) ? entries[..width] : null;
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
        var computed = _levels[id.Level];
        if (await ReadAsync(id.Path, (id with { Width = TileWidth }).Path, cancellationToken) is not { } bytes || bytes.Length < id.Width * Digest.Length)
        {
            Report(id.Path, "The tile is missing or too short.", "瓦片缺失或过短。");
            return;
        }

        for (var i = 0; i < id.Width; i++)
        {
            if (!Digest.TryRead(bytes.AsSpan(i * Digest.Length, Digest.Length), out var stored) || stored != computed[i])
            {
                var first = ((id.Index * TileWidth) + i) << (id.Level * TileHeight);
                var last = first + (1L << (id.Level * TileHeight)) - 1;
                var (en, zh) = first == last
                    ? (string.Create(CultureInfo.InvariantCulture, $"Its hash of entry {first} is not that of the entry."), $"条目 {first} 的哈希不符。")
                    : (string.Create(CultureInfo.InvariantCulture, $"Its hash over entries {first} to {last} is not theirs."), $"条目 {first} 至 {last} 的哈希不符。");
                Report(id.Path, en, zh);
            }
        }
    }

    private void Report(string path, string en, string zh)
    {
        if (_differences.Count < MostReported)
        {
            _differences.Add(new LogDifference(path, en, zh));
        }
    }
}
