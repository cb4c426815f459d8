using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Copying;

/// <summary>Log messages while a journal is carried over to this version. They contain only file names and sizes.</summary>
internal static partial class CarryOverEvents
{
    [LoggerMessage(3110, LogLevel.Warning,
        "The journal in {Folder} is of an earlier version and is carried over: it is written anew beside the old one, which needs as much space again, and compared")]
    public static partial void Begun(ILogger logger, string folder);

    [LoggerMessage(3111, LogLevel.Information, "Carrying over the journal in {Folder}: {Size} entries so far")]
    public static partial void Progress(ILogger logger, string folder, long size);

    [LoggerMessage(3112, LogLevel.Warning, "The journal in {Folder} was carried over: all {Size} entries were compared and are equal; the old files are removed")]
    public static partial void Compared(ILogger logger, string folder, long size);
}
