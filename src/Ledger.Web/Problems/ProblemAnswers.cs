using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Faults;

namespace Ledger.Web.Problems;

/// <summary>
/// Writes refusals as <c>application/problem+json</c> (RFC 9457) with the members <c>code</c>, <c>traceId</c>, both languages and the
/// places that are wrong. Used by every endpoint and by the handlers of what no endpoint answered.
/// </summary>
internal static class ProblemAnswers
{
    /// <summary>RFC 9457 section 3.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Of(Refusal refusal) => new ProblemAnswer(refusal);

    public static IResult Of(Fault fault) => new ProblemAnswer(Refusal.FromFault(fault));

    /// <summary>Writes the answer; nothing may have been sent before.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var bytes = ToUtf8(refusal, TraceIdOf(context));
        context.Response.StatusCode = refusal.Fault.HttpStatus;
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = bytes.Length;
        WriteHeaders(context.Response.Headers, refusal.Fault.HttpStatus);
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    /// <summary>The body of a refusal.</summary>
    public static byte[] ToUtf8(Refusal refusal, string traceId)
    {
        var fault = refusal.Fault;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("type"u8, $"/docs/faults#{fault.Code}");
        writer.WriteString("title"u8, fault.Title.En);
        writer.WriteNumber("status"u8, fault.HttpStatus);
        writer.WriteString("detail"u8, fault.Action.En);
        writer.WriteString("code"u8, fault.Code);
        writer.WriteStartObject("zh"u8);
        writer.WriteString("title"u8, fault.Title.Zh);
        writer.WriteString("detail"u8, fault.Action.Zh);
        writer.WriteEndObject();
        writer.WriteString("traceId"u8, traceId);
        WriteErrors(writer, refusal);
        if (refusal.Earlier is { } earlier)
        {
            writer.WriteString("earlier"u8, earlier);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What an answer and a log line about the same request have in common.</summary>
    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>The member <c>errors</c>, as in answers to single records and to lines of a batch.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartArray("errors"u8);
        foreach (var violation in refusal.Violations)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, violation.Path);
            writer.WriteString("zh"u8, violation.Message.Zh);
            writer.WriteString("en"u8, violation.Message.En);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>What caches and callers have to know of a refusal with this status.</summary>
    public static void WriteHeaders(IHeaderDictionary headers, int status)
    {
        headers.CacheControl = "no-store"; // A refusal is about this moment and this caller.
        switch (status)
        {
            case StatusCodes.Status503ServiceUnavailable:
                headers.RetryAfter = "2";
                break;
            case StatusCodes.Status429TooManyRequests:
                headers.RetryAfter = "60"; // The limits count by the minute.
                break;
            case StatusCodes.Status401Unauthorized:
                headers.WWWAuthenticate = "Bearer";
                break;
        }
    }

    private sealed class ProblemAnswer(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);
    }
}
