using System.Globalization;
using System.Text;
using Ledger.Files;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Stores the public log as plain files in one folder, in the layout that is served over HTTP. A copy of the folder is a replica of the log. Files are
/// written beside their place and renamed. The mark of <see cref="ITileStore"/> is a file beside the folder, with <c>.flushed</c> after its name: an
/// unsigned checkpoint.
/// </summary>
public sealed class FileTileStore : ITileStore
{
    private const string PartialFolder = ".p";

    private readonly string _folder;
    private readonly IDisk _disk;
    private readonly Lock _lock = new();

    private HashSet<string> _written = [];
    private HashSet<string> _changedFolders = [];
    private readonly HashSet<string> _durableFolders = [];
    private Checkpoint? _flushed;
    private Exception? _failure;

    /// <summary>Stores a log in a folder, which is created with the first file.</summary>
    public FileTileStore(string folder)
        : this(folder, new RealDisk())
    {
    }

    internal FileTileStore(string folder, IDisk disk) => (_folder, _disk) = (Path.GetFullPath(folder), disk);

    private string Mark => _folder + ".flushed";

    // The files are small. An asynchronous read would cost a switch to the thread pool, which takes longer than the read.
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = _disk.Read(GetPath(path));
        return ValueTask.FromResult(bytes is null ? default(ReadOnlyMemory<byte>?) : bytes);
    }

    public ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var path = GetPath(file.Path);
            CreateFolder(Path.GetDirectoryName(path)!); // Every path is below the folder of the log.
            _disk.Write(path + ".tmp", file.Bytes.Span);
            _disk.Move(path + ".tmp", path);
            lock (_lock)
            {
                _written.Add(path);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask ReplaceCheckpointAsync(ReadOnlyMemory<byte> note, Func<ValueTask> before, CancellationToken cancellationToken)
    {
        var path = GetPath(LogPublisher.CheckpointPath);
        CreateFolder(_folder);

        // The disk joins this flush with the one that the caller waits for. If one fails, the other still ends before the exception.
        var writing = DurableFiles.DoAsync(() =>
        {
            _disk.Write(path + ".tmp", note.Span);
            _disk.Flush(path + ".tmp");
        });
        await Task.WhenAll(writing, before().AsTask());
        _disk.Move(path + ".tmp", path);
        lock (_lock)
        {
            _changedFolders.Add(_folder);
        }
    }

    public async ValueTask FlushAsync(Checkpoint head, CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
        {
            throw new IOException("An earlier flush failed.", failure); // It is unknown which data was lost.
        }

        try
        {
            await DurableFiles.DoAsync(() => Flush(head));
        }
        catch (Exception problem)
        {
            _failure = problem;
            throw;
        }
    }

    public ValueTask<Checkpoint?> ReadFlushedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _flushed = _disk.Read(Mark) is not { } bytes ? null
            : Checkpoint.TryParse(Encoding.UTF8.GetString(bytes), out var read) ? read
            : new Checkpoint("", 0, TreeHash.Empty);
        return ValueTask.FromResult(_flushed);
    }

    public void RemovePartials(string path, params ReadOnlySpan<int> kept)
    {
        var partials = GetPath(path) + PartialFolder;
        var files = _disk.ListFiles(partials);
        var stay = 0;
        foreach (var file in files)
        {
            if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && kept.Contains(width))
            {
                stay++;
            }
            else
            {
                _disk.Delete(file);
            }
        }

        lock (_lock)
        {
            if (files.Count > stay)
            {
                _changedFolders.Add(partials);
            }
        }

        if (stay == 0 && _disk.HasFolder(partials))
        {
            _disk.DeleteFolder(partials);
            lock (_lock)
            {
                _changedFolders.Add(Path.GetDirectoryName(partials)!); // It is below the folder of the log.
                _durableFolders.Remove(partials);
            }
        }
    }

    private void Flush(Checkpoint head)
    {
        HashSet<string> files;
        HashSet<string> folders;
        lock (_lock)
        {
            (files, _written) = (_written, []);
            (folders, _changedFolders) = (_changedFolders, []);
        }

        if (files.Count == 0 && folders.Count == 0 && head == _flushed)
        {
            return;
        }

        foreach (var file in files)
        {
            _disk.Flush(file);
            folders.Add(Path.GetDirectoryName(file)!); // Every file is below the folder of the log.
        }

        foreach (var folder in folders)
        {
            FlushFolder(folder);
        }

        WriteMark(head);
    }

    // The name of a folder is in its parent. The name of an existing folder may not be durable, so each folder is checked once.
    private void FlushFolder(string folder)
    {
        _disk.FlushFolder(folder);
        for (var path = folder; path.StartsWith(_folder, StringComparison.Ordinal); path = Path.GetDirectoryName(path)!)
        {
            lock (_lock)
            {
                if (!_durableFolders.Add(path))
                {
                    return;
                }
            }

            _disk.FlushFolder(Path.GetDirectoryName(path)!); // The folder of the log has a parent.
        }
    }

    private void WriteMark(Checkpoint head)
    {
        _disk.Write(Mark + ".tmp", Encoding.UTF8.GetBytes(head.ToText()));
        _disk.Flush(Mark + ".tmp");
        _disk.Move(Mark + ".tmp", Mark);
        _disk.FlushFolder(Path.GetDirectoryName(Mark)!); // The folder of the log has a parent.
        _flushed = head;
    }

    private void CreateFolder(string path)
    {
        if (!_disk.HasFolder(path))
        {
            CreateFolder(Path.GetDirectoryName(path)!); // The root exists.
            _disk.CreateFolder(path);
        }
    }

    private string GetPath(string path) => Path.Combine(_folder, path.Replace('/', Path.DirectorySeparatorChar));
}
