namespace Ledger.Web.Problems;

/// <summary>The log messages about failed requests.</summary>
internal static partial class RequestEvents
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Code}: the server refused request {TraceId} with {Status}")]
    public static partial void RequestRefused(ILogger logger, string traceId, string code, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: request {TraceId} failed because of the storage: {Reason}")]
    public static partial void StorageFailed(ILogger logger, string code, string traceId, string reason);

    /// <summary>Logs the type of the exception and its place. Never its message, because that may quote a request.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "LDG9001: request {TraceId} failed with {Problem}\n{Place}")]
    public static partial void RequestFailed(ILogger logger, string traceId, string problem, string? place);
}
