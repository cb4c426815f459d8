using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>Log messages of the store. They contain only file names, sizes and places.</summary>
internal static partial class StoreEvents
{
    [LoggerMessage(3101, LogLevel.Information, "Opened {Folder}: {Size} entries, {Replayed} of them read from the journal")]
    public static partial void Opened(ILogger logger, string folder, long size, long replayed);

    [LoggerMessage(3102, LogLevel.Warning, "Cut {Bytes} bytes from the end of {Path} at byte {Offset}: a batch that was never acknowledged")]
    public static partial void TailCut(ILogger logger, string path, long offset, long bytes);

    [LoggerMessage(3103, LogLevel.Warning, "Removed {Path}: an incomplete segment without entries")]
    public static partial void UnbornSegmentRemoved(ILogger logger, string path);

    [LoggerMessage(3104, LogLevel.Warning, "Rebuilt the catalogue in {Path} from the journal: {Reason}")]
    public static partial void CatalogueRebuilt(ILogger logger, string path, string reason);

    [LoggerMessage(3106, LogLevel.Information, "Reading the journal in {Folder}: {Size} entries so far")]
    public static partial void Replaying(ILogger logger, string folder, long size);
}
