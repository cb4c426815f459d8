using System.Collections.Immutable;
using System.Text;
using Ledger.Files;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Sharing;

/// <summary>
/// The shares of a department in an append-only text file (<see cref="ShareLines"/>), and in memory. A file with a damaged line is given up, because the
/// line could be the one that ended a share: then all shares are closed, and their owners can share again. Safe for use from any thread.
/// </summary>
public sealed partial class FileShares : IShareStore
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly Dictionary<Digest, long> _byCode = [];
    private readonly SortedDictionary<long, ShareRow> _rows;
    private long? _length; // The length of the complete lines; null without a file. Guarded by the lock, like all above.

    private FileShares(string path, SortedDictionary<long, ShareRow> rows, long? length)
    {
        (_path, _rows, _length) = (path, rows, length);
        Index();
    }

    /// <summary>Opens the file. A missing file is an empty list.</summary>
    /// <param name="path">The file.</param>
    /// <param name="logger">Learns that a damaged file was given up.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    public static FileShares Open(string path, ILogger logger)
    {
        if (!File.Exists(path))
        {
            return new FileShares(path, [], null);
        }

        if (ShareLines.TryRead(Encoding.Latin1.GetString(File.ReadAllBytes(path)), out var rows, out var length))
        {
            return new FileShares(path, rows, length);
        }

        LogGivenUp(logger, path);
        DurableFiles.Replace(path, Encoding.ASCII.GetBytes(ShareLines.Header), isSecret: true);
        return new FileShares(path, [], ShareLines.Header.Length);
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(ShareRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_lock)
        {
            Append(ShareLines.Format(row));
            _rows[row.Index] = row;
            _byCode[row.Code] = row.Index;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(long index, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_rows.TryGetValue(index, out var row) && row.EndedAt is null)
            {
                Append(ShareLines.FormatEnd(index, at));
                _rows[index] = row with { EndedAt = at };
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(Func<ShareRow, bool> isForgotten, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isForgotten);
        lock (_lock)
        {
            var forgotten = _rows.Values.Where(isForgotten).Select(row => row.Index).ToHashSet();
            if (forgotten.Count > 0)
            {
                Rewrite([.. _rows.Values.Where(row => !forgotten.Contains(row.Index))]);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ShareRow? Find(Digest code)
    {
        lock (_lock)
        {
            return _byCode.TryGetValue(code, out var index) ? _rows[index] : null;
        }
    }

    /// <inheritdoc/>
    public ShareRow? Find(long index)
    {
        lock (_lock)
        {
            return _rows.GetValueOrDefault(index);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ShareRow> List(SubjectHandle subject)
    {
        lock (_lock)
        {
            return [.. _rows.Values.Where(row => row.Subject == subject).Reverse()];
        }
    }

    private void Append(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(ShareLines.Seal(line));
        if (_length is not { } length)
        {
            byte[] whole = [.. Encoding.ASCII.GetBytes(ShareLines.Header), .. bytes];
            DurableFiles.Replace(_path, whole, isSecret: true);
            _length = whole.Length;
            return;
        }

        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        if (RandomAccess.GetLength(file) != length)
        {
            RandomAccess.SetLength(file, length); // A crash or a failed write left something there that nobody was told about.
        }

        RandomAccess.Write(file, bytes, length);
        RandomAccess.FlushToDisk(file);
        _length = length + bytes.Length;
    }

    private void Rewrite(IReadOnlyList<ShareRow> rows)
    {
        var text = new StringBuilder(ShareLines.Header);
        foreach (var row in rows)
        {
            text.Append(ShareLines.Seal(ShareLines.Format(row)));
            if (row.EndedAt is { } at)
            {
                text.Append(ShareLines.Seal(ShareLines.FormatEnd(row.Index, at)));
            }
        }

        DurableFiles.Replace(_path, Encoding.ASCII.GetBytes(text.ToString()), isSecret: true);
        _length = text.Length;
        _rows.Clear();
        foreach (var row in rows)
        {
            _rows[row.Index] = row;
        }

        Index();
    }

    private void Index()
    {
        _byCode.Clear();
        foreach (var row in _rows.Values)
        {
            _byCode[row.Code] = row.Index;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is damaged, so all shares of the department are closed. Residents can share their records again.")]
    private static partial void LogGivenUp(ILogger logger, string path);
}
