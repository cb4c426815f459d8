namespace Ledger.Auditing;

/// <summary>A file of a log could not be read.</summary>
internal sealed class UnreadFileException(UnreadFile file, Exception inner) : Exception(file.Path, inner)
{
    public UnreadFile File { get; } = file;
}
