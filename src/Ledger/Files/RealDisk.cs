namespace Ledger.Files;

/// <summary>The file system of the machine.</summary>
internal sealed class RealDisk : IDisk
{
    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, bytes, 0);
    }

    public bool Flush(string path)
    {
        try
        {
            // A failure of an earlier write that nobody has seen is reported to the next one who flushes, although the file was closed before that.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
            return true;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public bool HasFolder(string path) => Directory.Exists(path);

    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    public IReadOnlyList<string> ListFiles(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public void DeleteFolder(string path) => Directory.Delete(path);

    public bool FlushFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            return false;
        }

        DurableFiles.FlushFolder(path);
        return true;
    }
}
