namespace Ledger.Store.LiteDb.Files;

/// <summary>The only way the journal changes a file. A seam, so that tests can make a write or a flush fail at a chosen call.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>Writes the parts one after the other, from <paramref name="offset"/> on.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Returns once everything written lies on the disk.</summary>
    void Flush();

    /// <summary>Cuts the file and makes the cut durable.</summary>
    void Cut(long length);
}
