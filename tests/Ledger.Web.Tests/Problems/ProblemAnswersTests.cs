using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Ledger.Web.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Ledger.Web.Tests.Problems;

/// <summary>How refusals are written, for those a test cannot cause in a node that is well.</summary>
public sealed class ProblemAnswersTests
{
    /// <summary>Every code that can be an HTTP answer.</summary>
    public static TheoryData<string> Codes() => [.. FaultTable.Service.Where(row => row.HttpStatus is not null).Select(row => row.Code)];

    [Theory, MemberData(nameof(Codes))]
    public async Task Write_AnyFault_CarriesItsRowAndTheHeadersOfItsStatus(string code)
    {
        var row = FaultTable.Service.Single(row => row.Code == code);
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await ProblemAnswers.WriteAsync(context, Refusal.At(row, "/a", "此处。", "Here."));

        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        context.Response.Body.Position = 0;
        var problem = (await JsonNode.ParseAsync(context.Response.Body, cancellationToken: TestContext.Current.CancellationToken))!;
        Assert.Equal(row.HttpStatus, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Equal("/a", problem["errors"]![0]!["path"]!.GetValue<string>());
        Assert.Equal(row.HttpStatus is 503 or 429, context.Response.Headers.RetryAfter.Count == 1);
        Assert.Equal(row.HttpStatus is 401, context.Response.Headers.WWWAuthenticate.Count == 1);
    }

    [Fact]
    public async Task AnyRoute_WhenTheNodeFails_AnswersWithoutDetails()
    {
        // There is no node behind this surface, so every route that needs one fails.
        await using var surface = await Surface.StartAsync();

        using var response = await surface.Http.GetAsync("/v1/departments", TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9001");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRoute_WhenTheNodeFails_LogsKindAndPlaceUnderTheTraceIdButNoMessage()
    {
        await using var surface = await Surface.StartAsync();

        var answer = JsonNode.Parse(await (await surface.Http.GetAsync("/v1/departments", TestContext.Current.CancellationToken))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        var line = Assert.Single(surface.Log.All, line => line.Contains(answer["traceId"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.StartsWith("Error LDG9001", line, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
        Assert.Contains(nameof(Surface), line, StringComparison.Ordinal);
        Assert.DoesNotContain(surface.Log.All, line => line.Contains(Surface.Missing, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OverTheLimit_IsToldWhenToComeBack()
    {
        await using var surface = await Surface.StartAsync("--Ledger:VerificationsPerMinute=1");
        using var bundle = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await surface.Http.PostAsync("/v1/verify", bundle, TestContext.Current.CancellationToken)).Dispose();

        using var response = await surface.Http.PostAsync("/v1/verify", bundle, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9004");
        Assert.Equal(TimeSpan.FromSeconds(60), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task OtherRoutes_OverTheLimitOfVerify_StillAnswer()
    {
        await using var surface = await Surface.StartAsync("--Ledger:VerificationsPerMinute=1");
        using var bundle = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await surface.Http.PostAsync("/v1/verify", bundle, TestContext.Current.CancellationToken)).Dispose();
        (await surface.Http.PostAsync("/v1/verify", bundle, TestContext.Current.CancellationToken)).Dispose();

        using var response = await surface.Http.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
    }
}
