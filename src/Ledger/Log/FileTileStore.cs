using Ledger.Files;

namespace Ledger.Log;

/// <summary>
/// Stores the public log as plain files in one folder, in the layout that is served over HTTP. A copy of the folder is a replica of the log. A file
/// is written to a temporary file, flushed and renamed, and its folder is flushed. After a crash a file is complete or absent.
/// </summary>
public sealed class FileTileStore(string folder) : ITileStore
{
    // The files are small. An asynchronous read would cost a switch to the thread pool, which takes longer than the read.
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(File.ReadAllBytes(GetPath(path)));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
        }
    }

    public async ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var parent = Path.GetDirectoryName(GetPath(file.Path))!; // Every path is below the folder of the log.
            CreateFolder(parent, folders);
            folders.Add(parent);
        }

        await DurableFiles.DoTogetherAsync(files, file => DurableFiles.WriteNew(GetTemporaryPath(file.Path), file.Bytes.Span));
        foreach (var file in files)
        {
            File.Move(GetTemporaryPath(file.Path), GetPath(file.Path), overwrite: true);
        }

        await DurableFiles.DoTogetherAsync(folders, DurableFiles.FlushFolder);
    }

    public void RemovePartials(string path)
    {
        var partials = GetPath(path) + ".p";
        if (Directory.Exists(partials))
        {
            Directory.Delete(partials, recursive: true);
        }
    }

    // The name of a folder is durable only after the parent folder is flushed.
    private static void CreateFolder(string path, HashSet<string> folders)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent, folders);
        Directory.CreateDirectory(path);
        folders.Add(parent);
    }

    private string GetTemporaryPath(string path) => GetPath(path) + ".tmp";

    private string GetPath(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
}
