namespace Ledger.Store.LiteDb.Files;

/// <summary>All writes of the journal to a file. Tests replace it to let a chosen write or flush fail.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>Writes the parts one after another, starting at <paramref name="offset"/>.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Flushes all writes to the disk.</summary>
    void Flush();

    /// <summary>Cuts the file to a length, durably.</summary>
    void Cut(long length);
}
