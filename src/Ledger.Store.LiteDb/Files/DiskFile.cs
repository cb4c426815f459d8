using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Files;

/// <summary>A file on disk.</summary>
internal sealed class DiskFile : IAppendFile
{
    private readonly SafeFileHandle _handle;

    private DiskFile(SafeFileHandle handle) => _handle = handle;

    // The store's lock excludes other writers. Readers in this process have their own handles.
    public static IAppendFile Open(string path, bool create) => new DiskFile(File.OpenHandle(
        path, create ? FileMode.CreateNew : FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => RandomAccess.Write(_handle, parts, offset);

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Cut(long length)
    {
        RandomAccess.SetLength(_handle, length);
        RandomAccess.FlushToDisk(_handle);
    }

    public void Dispose() => _handle.Dispose();
}
