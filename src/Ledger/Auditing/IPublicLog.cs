using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>A public log that may be unreachable. Dispose it to release the connection.</summary>
public interface IPublicLog : ILogFiles, IDisposable
{
    /// <summary>
    /// Finds the fault of an exception of <see cref="ILogFiles.ReadAsync"/> that says why a file could not be read. Null for any other exception.
    /// </summary>
    FaultException? Recognise(Exception problem);
}
