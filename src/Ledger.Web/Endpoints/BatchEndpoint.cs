using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Http;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ledger.Web.Endpoints;

/// <summary>Reads a batch line by line and answers each line, so that neither side holds the whole batch in memory.</summary>
internal static class BatchEndpoint
{
    private const int LinesPerFlush = 256;

    public static async Task WriteAsync(HttpContext context, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // The client may send and read at its own pace, also with pauses. The limits for each line still apply.
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        context.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        context.Response.ContentType = "application/x-ndjson";
        try
        {
            await WriteAsync(context, context.Response.BodyWriter, cancellationToken);
        }
        catch (Exception problem) when (context.Response.HasStarted && !cancellationToken.IsCancellationRequested)
        {
            // It is too late for a problem answer. Only an aborted connection can show the client that answers are missing.
            // A broken connection of the client is not a failure of this node, so it is not logged.
            if (problem is not IOException)
            {
                RequestEvents.RequestFailed(loggers.CreateLogger(typeof(BatchEndpoint)), ProblemAnswers.GetTraceId(context), FaultException.GetName(problem), problem.StackTrace);
            }

            context.Abort();
        }
    }

    private static async Task WriteAsync(HttpContext context, PipeWriter writer, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = LineJson.Options.Encoder });
        var waiting = 0;
        async ValueTask FlushAsync()
        {
            if (waiting > 0)
            {
                waiting = 0;
                await writer.FlushAsync(cancellationToken);
            }
        }

        var refused = await new IssueBatch(context.Department(), context.Caller()).ExecuteAsync(
            RequestBodies.ReadLinesAsync(context.Request.BodyReader, cancellationToken),
            () => context.FindTokenFault() is { } fault ? Refusal.FromFault(fault) : null,
            answer =>
            {
                JsonSerializer.Serialize(json, BatchLineAnswers.ToBody(answer), LineJson.Options);
                json.Reset();
                writer.Write("\n"u8);
                return ++waiting < LinesPerFlush ? ValueTask.CompletedTask : FlushAsync();
            },
            FlushAsync,
            cancellationToken);
        if (refused is not null)
        {
            await ProblemAnswers.WriteAsync(context, refused); // The refusal is before the first line, so no answer line was sent.
            return;
        }

        await FlushAsync();
    }
}
