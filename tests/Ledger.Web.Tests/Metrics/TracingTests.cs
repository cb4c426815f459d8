using System.Diagnostics;
using Ledger.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Ledger.Web.Tests.Metrics;

/// <summary>Tests that spans go to the configured collector, and that without one no span is created.</summary>
public sealed class TracingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_CollectorIsSet_AreSentThere()
    {
        var received = new TaskCompletionSource<(string Path, string? Type, byte[] Body)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapFallback(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.TrySetResult((context.Request.Path, context.Request.ContentType, body.ToArray()));
        });
        await collector.StartAsync(Cancel);
        await using var node = Program.Build(await Program.CreateBuilderAsync([$"--Ledger:Tracing:OtlpEndpoint={collector.Urls.Single()}/v1/traces"]));
        var spans = node.Services.GetRequiredService<TracerProvider>();

        using (var source = new ActivitySource(StepTrace.SourceName))
        using (source.StartActivity("ledger.test"))
        {
        }

        Assert.True(spans.ForceFlush());
        var (path, type, body) = await received.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(("/v1/traces", "application/x-protobuf"), (path, type));
        Assert.True(body.AsSpan().IndexOf("ledger.test"u8) > 0);
    }

    [Fact]
    public async Task Spans_NoCollector_AreNotCreated()
    {
        await using var node = Program.Build(await Program.CreateBuilderAsync([]));
        Assert.NotNull(node.Services.GetRequiredService<TracerProvider>());
        using var source = new ActivitySource(StepTrace.SourceName);

        Assert.False(source.HasListeners());
    }
}
