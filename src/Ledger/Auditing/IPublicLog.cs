namespace Ledger.Auditing;

/// <summary>A public log that may be unreachable. Dispose it to release the connection.</summary>
public interface IPublicLog : ILogFiles, IDisposable
{
    /// <summary>
    /// Converts an exception of <see cref="ILogFiles.ReadAsync"/> to the reason why a file could not be read. Null for any other exception.
    /// </summary>
    UnreadReason? Recognise(Exception problem);
}
