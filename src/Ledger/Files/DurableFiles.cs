using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Files;

/// <summary>Writes files so that a crash never leaves half a file. Stateless.</summary>
public static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file and flushes it to the disk before it returns.</summary>
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

    /// <summary>Replaces a file. After a crash the file is either the old one or the new one, complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The new contents.</param>
    /// <param name="isSecret">Whether only the owner may read the file.</param>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, bool isSecret = false)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary); // A crash may have left one with other permissions.
        WriteNew(temporary, bytes, isSecret);
        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file always has a folder.
    }

    /// <summary>Does work that waits for the disk, on a thread of its own: the thread pool may be busy sealing records.</summary>
    /// <returns>Completes when the work is done. Fails with its exception.</returns>
    public static Task DoAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Creates a file if there is none. After a crash the file is either complete or absent.</summary>
    /// <returns>False if a file of that name exists. Then nothing changes.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> bytes, bool isSecret = false)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary); // A crash may have left one with other permissions.
        WriteNew(temporary, bytes, isSecret);
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }

        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file always has a folder.
        return true;
    }

    /// <summary>Creates a folder and its missing parents. Their names are durable when the call returns.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isSecret">Whether only the owner may enter the new folders.</param>
    public static void CreateFolder(string path, bool isSecret = false)
    {
        var folder = Path.GetFullPath(path);
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!; // The root exists.
        CreateFolder(parent, isSecret);
        if (isSecret && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Directory.CreateDirectory(folder);
        }

        FlushFolder(parent);
    }

    /// <summary>Flushes the names in a folder to the disk. Does nothing on Windows, which does this by itself and cannot open folders.</summary>
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
            var number = Marshal.GetLastPInvokeError();
            throw new IOException($"A folder cannot be opened to be flushed (error {number}).", number);
        }

        var failed = Flush(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"A folder cannot be flushed (error {error}).", error);
        }
    }

    /// <summary>
    /// Opens a file for reading even if another process holds it locked. The lock keeps out other writers, not readers. On Windows the other process
    /// decides.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafeFileHandle OpenToCopy(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }

        var descriptor = Open(path, ReadOnly);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{path} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
