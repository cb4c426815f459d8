namespace Ledger.Auditing;

/// <summary>A public log that may be out of reach. Dispose it to release the connection.</summary>
public interface IPublicLog : ILogFiles, IDisposable
{
    /// <summary>Why a file could not be reached or read, from what <see cref="ILogFiles.ReadAsync"/> threw; null when the exception is about something else.</summary>
    UnreadReason? Recognise(Exception problem);
}
