using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>Log messages of the catalogue. They contain only sizes.</summary>
internal static partial class CatalogueEvents
{
    [LoggerMessage(3105, LogLevel.Error,
        "The catalogue is saved up to entry {Saved} and could not be saved up to {Size}; the log continues, and the next start reads the journal instead")]
    public static partial void CatalogueNotSaved(ILogger logger, Exception problem, long saved, long size);

    [LoggerMessage(3107, LogLevel.Error,
        "The index of document numbers could not be saved up to {Size}; the log continues, and the next start reads the payloads instead")]
    public static partial void DocumentsNotSaved(ILogger logger, Exception problem, long size);
}
