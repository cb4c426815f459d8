using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Microsoft.Playwright;

namespace Ledger.Portal.Tests.Running;

/// <summary>One browser window. It keeps everything that a page must not do: errors in the console, failed requests, requests to others.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _troubles = [];

    private Visit(RunningPortal portal, Look look, IBrowserContext context, IPage page)
    {
        (Portal, Look, _context, Page) = (portal, look, context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !IsAboutAnAnswer(message), $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.RequestFailed += (_, request) => Note(true, $"request failed: {request.Url} {request.Failure}");
        page.Request += (_, request) => Note(!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith(portal.Address.AbsoluteUri, StringComparison.Ordinal), $"request to another origin: {request.Url}");
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest)
            {
                Answer = response;
            }
            else
            {
                Note(response.Status >= 400, $"request refused: {response.Url} {response.Status}");
            }
        };
    }

    public RunningPortal Portal { get; }

    public Look Look { get; }

    public IPage Page { get; }

    /// <summary>The answer that the window shows.</summary>
    public IResponse? Answer { get; private set; }

    /// <summary>Everything so far that a page must not do.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_troubles)
            {
                return [.. _troubles];
            }
        }
    }

    public static async Task<Visit> StartAsync(RunningPortal portal, Look look)
    {
        var context = await BrowserLimit.CallAsync(() => portal.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = portal.Address.AbsoluteUri,
            JavaScriptEnabled = look.Script,
            Locale = look.Language,
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
        }));
        context.SetDefaultTimeout(60_000);
        await context.AddCookiesAsync(
        [
            Cookie(PageLanguage.Cookie, look.Language),
            Cookie(Display.LargerCookie, look.Larger ? Display.On : "off"),
            Cookie(Display.ContrastCookie, look.Contrast ? Display.On : "off"),
        ]);
        return new Visit(portal, look, context, await BrowserLimit.CallAsync(context.NewPageAsync));

        Cookie Cookie(string name, string value) => new() { Name = name, Value = value, Url = portal.Address.AbsoluteUri };
    }

    /// <summary>Opens an address of the service.</summary>
    public Task OpenAsync(string path) => Page.GotoAsync(path);

    /// <summary>Opens an address and follows a link there, named by a part of its address.</summary>
    public async Task FollowAsync(string path, string link)
    {
        await OpenAsync(path);
        await Page.ClickAsync($"main a[href*='{link}']");
    }

    /// <summary>Signs in as a person of the demonstration.</summary>
    public Task SignInAsync(string person) => FollowAsync("/sign-in?return=/", "person=" + person);

    /// <summary>Types into a field.</summary>
    public Task TypeAsync(string field, string text) => Page.FillAsync("#" + field, text);

    /// <summary>Chooses a file for a field.</summary>
    public Task ChooseAsync(string field, string name, byte[] content) =>
        Page.SetInputFilesAsync("#" + field, new FilePayload { Name = name, MimeType = "application/json", Buffer = content });

    /// <summary>Sends the form that contains a field.</summary>
    public Task SendAsync(string field) => Page.ClickAsync($"form:has(#{field}) button[type=submit]");

    /// <summary>
    /// Waits until the page with all its files is there. It asks the page again and again: waiting for the event can miss it when a click leads to the page.
    /// </summary>
    public async Task WaitUntilLoadedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await IsLoadedAsync())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Runs a script of the tests in the page, also where the page runs none.</summary>
    public Task<T> RunAsync<T>(string script, object? argument = null) => BrowserLimit.CallAsync(() => Page.EvaluateAsync<T>(script, argument));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task<bool> IsLoadedAsync()
    {
        try
        {
            return await RunAsync<string>("document.readyState") is "complete" && await RunAsync<string>("location.href") == Answer?.Url.Split('#')[0];
        }
        catch (PlaywrightException)
        {
            return false; // The page was replaced by the next one meanwhile.
        }
    }

    // The console repeats the status of an answer, also of the page itself, where an error page is what is wanted. The handler of answers notes the others.
    private static bool IsAboutAnAnswer(IConsoleMessage message) => message.Text.StartsWith("Failed to load resource: the server responded with a status", StringComparison.Ordinal);

    private void Note(bool isTrouble, string what)
    {
        if (isTrouble)
        {
            lock (_troubles)
            {
                _troubles.Add(what);
            }
        }
    }
}
