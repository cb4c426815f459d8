using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningPortal))]

namespace Ledger.Portal.Tests.Running;

/// <summary>
/// The real service in its own process, with its embedded chain and the sample city, and one Chromium. All tests share both. Each test opens a browser
/// context of its own, so it has its own cookies and an empty cache.
/// </summary>
public sealed class RunningPortal : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NodeProcess? _node;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RecordFiles? _files;

    internal Uri Address => Node.Address;

    internal HttpClient Http => Node.Http;

    /// <summary>Record files in every state that a page shows.</summary>
    internal RecordFiles Files => _files ?? throw new InvalidOperationException("The service was not started.");

    internal IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    private NodeProcess Node => _node ?? throw new InvalidOperationException("The service was not started.");

    public async ValueTask InitializeAsync()
    {
        DebianPackages.EnsureInstalled();
        var starting = NodeProcess.StartAsync(Path.Combine(_folder.Path, "data"), null,
            ("Ledger__VerificationsPerMinute", "1000000"), ("Ledger__Portal__PagesPerMinute", "1000000"), ("Ledger__Portal__FormsPerDay", "1000000"),
            ("Ledger__Portal__HelpZh", "示例市政务服务中心一楼 3 号窗口，电话 12345，工作日 9:00–17:00"),
            ("Ledger__Portal__HelpEn", "Counter 3, ground floor, Sample City Service Centre; telephone 12345; working days 9:00–17:00"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = DebianPackages.Chromium });
        _node = await starting;
        _files = new RecordFiles(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Opens a browser window in a look. It is closed when it is disposed.</summary>
    internal Task<Visit> VisitAsync(Look look) => Visit.StartAsync(this, look);

    /// <summary>Calls the API with a token of a demo department.</summary>
    internal async Task<string> CallAsync(HttpMethod method, string path, string role, JsonNode? body = null, string department = TestRecords.Department)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Node.Token(department, role));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }
}
