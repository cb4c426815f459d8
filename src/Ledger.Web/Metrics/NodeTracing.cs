using Ledger.Tracing;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Ledger.Web.Metrics;

/// <summary>Sends the spans of the steps to a collector, if the settings name one.</summary>
internal static class NodeTracing
{
    public static void Add(IServiceCollection services)
    {
        services.AddOpenTelemetry().WithTracing();
        services.ConfigureOpenTelemetryTracerProvider((container, tracing) =>
        {
            if (container.GetRequiredService<IOptions<TracingOptions>>().Value.OtlpEndpoint is { } collector)
            {
                tracing.AddSource(StepTrace.SourceName).AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(new OtlpExporterOptions
                {
                    Endpoint = collector,
                    Protocol = OtlpExportProtocol.HttpProtobuf,
                })));
            }
        });
    }
}
