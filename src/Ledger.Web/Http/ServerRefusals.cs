using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Web.Http;

/// <summary>
/// Writes a problem when the server refuses a request before the application sees it, for example because of a malformed request line, a header that is too
/// long, or a length that is not a number. The server announces each refusal in a diagnostic event and then writes an answer without a body. This class
/// sends a problem instead. Under TLS the connection carries only ciphertext, so the server's own answer stays.
/// </summary>
internal sealed class ServerRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private readonly ILogger _logger;
    private readonly TimeProvider _clock;

    private ServerRefusals(ILogger logger, TimeProvider clock) => (_logger, _clock) = (logger, clock);

    /// <summary>Puts an <see cref="AnsweringPipe"/> into every connection.</summary>
    public static void Add(KestrelServerOptions server) => server.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
    {
        var transport = connection.Transport;
        var output = new AnsweringPipe(transport.Output);
        connection.Features.Set(output);
        connection.Transport = new Duplex(transport.Input, output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }));

    /// <summary>Subscribes to the diagnostic event until the application has stopped.</summary>
    public static void Use(WebApplication app)
    {
        var observer = new ServerRefusals(app.Logger, app.Services.GetRequiredService<TimeProvider>());
        var subscription = app.Services.GetRequiredService<DiagnosticListener>().Subscribe(observer, name => name == Refused);
        app.Lifetime.ApplicationStopped.Register(subscription.Dispose);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Refused, Value: IFeatureCollection features }
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response
            && features.Get<ITlsHandshakeFeature>() is null && features.Get<AnsweringPipe>() is { } output)
        {
            output.AnswerWith(Write(RequestRefusals.FromServerStatus(response.StatusCode), features.Get<IHttpRequestFeature>()?.Method is not "HEAD"));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private byte[] Write(Fault fault, bool isWithBody)
    {
        var traceId = ActivityTraceId.CreateRandom().ToHexString(); // There is no request, so there is no trace id yet.
        var status = ProblemAnswers.GetStatus(fault);
        RequestEvents.RequestRefused(_logger, traceId, fault.Code, status);
        var body = FaultProblems.ToUtf8(FaultProblems.From(Refusal.FromFault(fault), traceId));
        IHeaderDictionary headers = new HeaderDictionary();
        headers.ContentType = ProblemAnswers.MediaType;
        headers.ContentLength = body.Length;
        headers.Connection = "close";
        headers.Date = _clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        ProblemAnswers.WriteHeaders(headers, status);
        SecurityHeaders.Write(headers);
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach (var (name, text) in headers)
        {
            head.Append(name).Append(": ").Append(text.ToString()).Append("\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. isWithBody ? body : []];
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
