using System.Runtime.InteropServices;

namespace Ledger.Files;

/// <summary>Writing that a crash cannot leave half done. Stateless.</summary>
public static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file and returns when the disk has it.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes, bool isSecret = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Puts a file in place of the one before: after a crash there is the old one or the new one, whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="isSecret">Whether only the file's owner may read it.</param>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, bool isSecret = false)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary); // A crash may have left one, with whatever rights it had.
        WriteNew(temporary, bytes, isSecret);
        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file always has a folder.
    }

    /// <summary>Makes new names in a folder durable. Windows does so by itself and cannot open folders, so there it does nothing.</summary>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"A folder cannot be opened to be flushed (error {Marshal.GetLastPInvokeError()}).");
        }

        var failed = Flush(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"A folder cannot be flushed (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
