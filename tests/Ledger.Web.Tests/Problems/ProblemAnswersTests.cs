using System.Net;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Ledger.Web.Tests.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Web.Tests.Problems;

/// <summary>Tests the answers of refusals that a test cannot cause in a healthy node.</summary>
public sealed class ProblemAnswersTests
{
    /// <summary>All codes that can be an HTTP answer.</summary>
    public static TheoryData<string> Codes() => [.. FaultTable.Service.Where(row => row.HttpStatus is not null).Select(row => row.Code)];

    [Theory, MemberData(nameof(Codes))]
    public async Task Write_AnyFault_CarriesItsRowAndTheHeadersOfItsStatus(string code)
    {
        var row = FaultTable.Service.Single(row => row.Code == code);
        var context = NewContext();

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
    public async Task Write_RefusalWithEveryMember_IsExactlyThisText()
    {
        var context = NewContext();
        context.TraceIdentifier = "trace-1";
        System.Diagnostics.Activity.Current = null; // Without an activity the answer uses the identifier of the context.
        var fault = new Fault("LDG2023", 409, new LocalizedText("已有“记录”。", "There is a \"record\" <already>."), new LocalizedText("请引用它。", "Name it & go on."));

        await ProblemAnswers.WriteAsync(context, Refusal.At(fault, "/claims/姓名", "此处。", "Here's 𠮷.") with { Earlier = "0198" });

        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"type":"/docs/faults#LDG2023","title":"There is a \"record\" <already>.","status":409,"detail":"Name it & go on.","code":"LDG2023","zh":{"title":"已有“记录”。","detail":"请引用它。"},"traceId":"trace-1","errors":[{"path":"/claims/姓名","zh":"此处。","en":"Here's \uD842\uDFB7."}],"earlier":"0198"}""", text);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), context.Response.ContentLength);
    }

    [Theory]
    [InlineData("/nowhere", "image/png")]
    [InlineData("/nowhere", "application/json")]
    [InlineData("/v1/nowhere", "text/html")] // Addresses for programs answer programs, whatever the caller accepts.
    [InlineData("/openapi/nowhere", "text/html")]
    [InlineData("/.well-known/nowhere", "text/html")]
    public async Task UnknownAddress_OfAProgram_AnswersWithAProblem(string path, string accepted)
    {
        await using var surface = await Surface.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accepted } } };

        using var response = await surface.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9002");
    }

    [Fact]
    public async Task UnknownAddress_InABrowser_AnswersWithAPage()
    {
        await using var surface = await Surface.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere") { Headers = { { "Accept", "text/html,application/xhtml+xml" }, { "Accept-Language", "en" } } };

        using var response = await surface.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("LDG9002", page, StringComparison.Ordinal);
        Assert.Contains("There is no such address.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", page.Replace("back=%2Fnowhere", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRoute_WhenTheNodeFails_AnswersWithoutDetails()
    {
        // This surface has no node behind it, so every route that needs one fails.
        await using var surface = await Surface.StartAsync();

        using var response = await surface.Http.GetAsync("/v1/departments", TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9001");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRoute_WhenTheNodeFails_LogsKindPlaceAndTraceIdButNoMessage()
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
    public async Task Verify_OverTheLimit_IsRefusedWithRetryAfter()
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

    private static DefaultHttpContext NewContext() => new()
    {
        Response = { Body = new MemoryStream() },
        RequestServices = new ServiceCollection().AddLogging().AddProblems().BuildServiceProvider(),
    };
}
