using System.Diagnostics;
using System.Text.RegularExpressions;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests where a node listens, what it prints at the start, and what happens when a setting prevents the start: a code, exit code 2 and no stack trace.</summary>
public sealed class StartSettingsTests(RunningNode shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] Lines { get; } = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "start", "addresses.txt"));

    [Fact]
    public async Task Start_WithThePortsOfDotnetsContainerImages_ListensThere()
    {
        using var folder = new TemporaryFolder();
        var (name, value) = Setting(Lines[0]);
        Assert.Equal("ASPNETCORE_HTTP_PORTS", name);
        Assert.Equal("5196", value);
        var address = NodeProcess.FreeAddress(); // The port of the case may be in use here.

        await using var node = await NodeProcess.StartAsync(
            Path.Combine(folder.Path, "data"), address, [.. OnTheSharedChain, ("ASPNETCORE_URLS", ""), (name, address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

        Assert.Equal("live", await node.Http.GetStringAsync("/health/live", Cancel));
        Assert.Contains($"{address.GetLeftPart(UriPartial.Authority)}/docs", node.Output, StringComparison.Ordinal);
        Assert.StartsWith("Ledger: the node is starting.", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("DEMONSTRATION", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnPortZero_PrintsThePortItGot()
    {
        using var folder = new TemporaryFolder();
        var (name, value) = Setting(Lines[2]);
        Assert.Equal("http://127.0.0.1:0", value);

        await using var node = await NodeProcess.StartAsync(Path.Combine(folder.Path, "data"), null, [.. OnTheSharedChain, (name, value)]);

        var docs = Regex.Match(node.Output, "http://127.0.0.1:([1-9][0-9]*)/docs");
        Assert.True(docs.Success, node.Output);
        using var http = new HttpClient();
        Assert.Equal("live", await http.GetStringAsync($"http://127.0.0.1:{docs.Groups[1].Value}/health/live", Cancel));
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "CASE", "certificate")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:5196;https://127.0.0.1:5197", "certificate")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:5196/base", "path")]
    [InlineData("ASPNETCORE_URLS", "ftp://127.0.0.1:5196", "neither http nor https")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:port", "")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "http://127.0.0.1:5080")]
    [InlineData("ASPNETCORE_URLS", "http://unix:/tmp/ledger.sock", "network address")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "eighty", "")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "5196", "certificate")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5196", "")]
    public async Task Start_OnAnInvalidAddress_ReportsTheReasonAndExitsWith2(string name, string value, string reason)
    {
        using var folder = new TemporaryFolder();
        value = value == "CASE" ? Setting(Lines[1]).Value : value;

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, [("ASPNETCORE_URLS", ""), (name, value)]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains(reason, output, StringComparison.Ordinal);
        AssertNoStackTrace(output);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5196/base", "Kestrel:Endpoints:Public:Url http://127.0.0.1:5196/base: It has a path")]
    [InlineData("https://127.0.0.1:5196", "https needs a certificate")]
    [InlineData("ftp://127.0.0.1:5196", "neither http nor https")]
    [InlineData("nonsense", "It is not of the form http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999", "Kestrel:Endpoints:Public:Url")]
    [InlineData("", "Kestrel:Endpoints:Public:Url: It is empty")]
    public async Task Start_OnAnInvalidEndpoint_NamesTheSettingAndExitsWith2(string url, string reason)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            Path.Combine(folder.Path, "data"), null,
            [("ASPNETCORE_URLS", ""), ("Kestrel__Endpoints__Public__Url", url), ("Kestrel__Endpoints__Public__Protocols", "Http1")]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains(reason, output, StringComparison.Ordinal);
        AssertNoStackTrace(output);
    }

    [Theory]
    [InlineData("Kestrel__Endpoints__Public__Certificate__Path")]
    [InlineData("Kestrel__Certificates__Default__Path")]
    public async Task Start_OnAnEndpointWithoutItsCertificateFile_ReportsItAndExitsWith2(string certificate)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            Path.Combine(folder.Path, "data"), null,
            [("ASPNETCORE_URLS", ""), ("Kestrel__Endpoints__Public__Url", $"https://127.0.0.1:{NodeProcess.FreeAddress().Port}"), (certificate, "nowhere.pfx")]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains("There is no certificate at nowhere.pfx", output, StringComparison.Ordinal);
        AssertNoStackTrace(output);
    }

    [Fact]
    public async Task Start_OnAnEndpointInUse_ReportsItBeforeAnythingStarts()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            data, null, [("ASPNETCORE_URLS", ""), ("Kestrel__Endpoints__Public__Url", shared.Address.GetLeftPart(UriPartial.Authority))]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.False(Directory.Exists(Path.Combine(data, "chain")));
        AssertNoStackTrace(output);
    }

    [Fact]
    public async Task Start_OnEndpoints_ListensOnThoseAloneAndPrintsThePortItGot()
    {
        using var folder = new TemporaryFolder();
        var unused = NodeProcess.FreeAddress();

        await using var node = await NodeProcess.StartAsync(
            Path.Combine(folder.Path, "data"), null,
            [.. OnTheSharedChain, ("ASPNETCORE_URLS", unused.GetLeftPart(UriPartial.Authority)), ("Kestrel__Endpoints__Public__Url", "http://127.0.0.1:0")]);

        var docs = Regex.Match(node.Output, "http://127.0.0.1:([1-9][0-9]*)/docs");
        Assert.True(docs.Success, node.Output);
        using var http = new HttpClient();
        Assert.Equal("live", await http.GetStringAsync($"http://127.0.0.1:{docs.Groups[1].Value}/health/live", Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(unused, "/health/live"), Cancel));
    }

    [Theory]
    [InlineData("GET", "/health/live")]
    [InlineData("POST", "/v1/verify")]
    [InlineData("HEAD", "/health/live")]
    public async Task Request_UnderAHostThatIsNotAllowed_IsAProblemWithItsCode(string method, string path)
    {
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(Path.Combine(folder.Path, "data"), null, [.. OnTheSharedChain, ("AllowedHosts", "127.0.0.1;localhost")]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = "evil.example";

        using var response = await node.Http.SendAsync(request, Cancel);

        Assert.Equal((System.Net.HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        if (method != "HEAD")
        {
            await Problem.AssertAsync(response, "LDG8577");
        }

        Assert.Equal("live", await node.Http.GetStringAsync("/health/live", Cancel));
    }

    [Fact]
    public async Task Start_WithoutTheCertificateFile_ReportsItAndExitsWith2()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            Path.Combine(folder.Path, "data"), null,
            [.. OnTheSharedChain, ("ASPNETCORE_URLS", $"https://127.0.0.1:{NodeProcess.FreeAddress().Port}"), ("Kestrel__Certificates__Default__Path", "nowhere.pfx")]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        AssertNoStackTrace(output);
    }

    [Theory]
    [InlineData("cert.pfx", "no certificate")]
    [InlineData("cert.pem", "no certificate")]
    [InlineData("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task Start_WithAnUnreadableCertificate_ReportsItAndExitsWith2(string name, string text)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            data, null,
            [.. OnTheSharedChain, ("ASPNETCORE_URLS", $"https://127.0.0.1:{NodeProcess.FreeAddress().Port}"), ("Kestrel__Certificates__Default__Path", folder.File(name, text))]);

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains(name, output, StringComparison.Ordinal);
        AssertNoStackTrace(output);
    }

    [Theory]
    [InlineData("Ledger__HeadLockDirectory", "/dev/null", "LDG8002:", "The head lock directory /dev/null:")]
    [InlineData("Ledger__Chain__Endpoints__1", "", "LDG8004:", "Ledger:Chain:Endpoints")]
    [InlineData("Ledger__Chain__MirrorMaxAgeSeconds", "1e300", "LDG8004:", "Ledger:Chain:MirrorMaxAgeSeconds")]
    [InlineData("Logging__LogLevel__Default", "bogus", "LDG8004:", "Logging:LogLevel:Default")]
    public async Task Start_WithASettingOfNoUse_NamesItAndExitsWith2(string name, string value, string code, string named)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, [.. OnTheSharedChain, (name, value)]);

        Assert.True(exitCode == 2 && output.Contains(code, StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains(named, output, StringComparison.Ordinal);
        AssertNoStackTrace(output);
    }

    [Theory]
    [InlineData(">&-", 2, "LDG8014:")]
    [InlineData(">/dev/full", 2, "LDG8014:")]
    [InlineData(">&- 2>&-", 2, "")]
    public async Task Start_WithStandardOutputClosedOrFull_ReportsItAndExitsWith2(string closing, int expected, string said)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await RunAsync(folder.Path, ["sh", "-c", $"exec dotnet \"$0\" {closing}", Programs.Node], folder);

        Assert.True(exitCode == expected && output.Contains(said, StringComparison.Ordinal), $"{exitCode} {output}");
        AssertNoStackTrace(output);
    }

    [Fact]
    public void Start_WithoutAChain_PrintsThatItIsADemonstration()
    {
        Assert.Contains("DEMONSTRATION", shared.Output, StringComparison.Ordinal);
        Assert.Contains("不可用于真实记录", shared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DemonstrationWithUnreadSettingsOfANode_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("appsettings.json", """{"Ledger":{"Chain":{"Endpoints":["http://127.0.0.1:1"]}}}""");

        var (exitCode, output) = await RunAsync(folder.Path, ["dotnet", Programs.Node], folder);

        Assert.True(exitCode == 2 && output.Contains("LDG8015:", StringComparison.Ordinal) && output.Contains(file, StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data"))); // Nothing was started.
    }

    [Fact]
    public async Task Start_WithSettingsOfAnotherProgram_PrintsThatTheyAreNotRead()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("appsettings.json", """{"Logging":{}}""");

        var (exitCode, output) = await RunAsync(folder.Path, ["dotnet", Programs.Node], folder, ("ASPNETCORE_URLS", "nonsense"));

        Assert.True(exitCode == 2 && output.Contains("LDG8003:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Contains($"{file} is not read", output, StringComparison.Ordinal);
    }

    private (string, string)[] OnTheSharedChain =>
    [
        ("Ledger__Chain__Endpoints__0", shared.Rpc), ("Ledger__Chain__Registry", shared.Registry), ("Ledger__Chain__Finality", "instant"),
        ("Ledger__Departments__0__Id", "parks"), ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"),
    ];

    private static (string Name, string Value) Setting(string line) => (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    private static void AssertNoStackTrace(string output)
    {
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string workingDirectory, IEnumerable<string> command, TemporaryFolder folder, params (string Name, string Value)[] settings)
    {
        var start = Programs.StartCommand(command);
        start.WorkingDirectory = workingDirectory;
        foreach (var (name, value) in ((string, string)[])[("Ledger__DataDirectory", Path.Combine(folder.Path, "data")), .. settings])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The node did not start.");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        return (process.ExitCode, await output + await error);
    }
}
