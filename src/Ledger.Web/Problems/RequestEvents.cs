namespace Ledger.Web.Problems;

/// <summary>What a node logs of requests that failed.</summary>
internal static partial class RequestEvents
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Code}: request {TraceId} was refused by the server with {Status}")]
    public static partial void RequestRefused(ILogger logger, string traceId, string code, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: request {TraceId} met a problem of the storage: {Reason}")]
    public static partial void StorageFailed(ILogger logger, string code, string traceId, string reason);

    /// <summary>The kind of the exception and where it came from, never its message: that may quote a request.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "LDG9001: request {TraceId} failed with {Problem}\n{Place}")]
    public static partial void RequestFailed(ILogger logger, string traceId, string problem, string? place);
}
