namespace Ledger.Store.LiteDb.Files;

/// <summary>A file on disk that its caller flushes once at the end, because nobody relies on it before.</summary>
internal sealed class UnflushedFile : IAppendFile
{
    private readonly IAppendFile _file;

    private UnflushedFile(IAppendFile file) => _file = file;

    public static IAppendFile Open(string path, bool create) => new UnflushedFile(DiskFile.Open(path, create));

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => _file.Write(parts, offset);

    public void Flush()
    {
    }

    public void Cut(long length) => _file.Cut(length);

    public void Dispose() => _file.Dispose();
}
