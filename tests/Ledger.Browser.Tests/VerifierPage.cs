using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>The page of the verifier in a browser, and everything that the browser complained about.</summary>
internal sealed class VerifierPage : IAsyncDisposable
{
    private const float Patience = 180_000; // The machine may be busy; the page itself waits ten seconds for an answer of the chain.
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _asked = new();

    private VerifierPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) => _asked.Enqueue(request.Url);
        page.SetDefaultTimeout(Patience);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Every address that the page asked.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<VerifierPage> OpenAsync(IBrowserContext context, Uri node, string language)
    {
        var page = new VerifierPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(new Uri(node, $"check/browser/?lang={language}").ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }

    /// <summary>Chooses a file, presses the button and waits for the answer.</summary>
    /// <returns>The sentence.</returns>
    public async Task<string> CheckAsync(string path)
    {
        await Page.SetInputFilesAsync("#file", path);
        await Page.ClickAsync("button.main");
        await Page.WaitForSelectorAsync("#result:not([hidden])");
        return await Page.InnerTextAsync("#verdict");
    }

    /// <summary>The report that the page shows.</summary>
    public async Task<JsonNode> ReportAsync() => JsonNode.Parse(await Page.TextContentAsync("#answer details pre") ?? "")!;

    /// <summary>Calls the verifier as the page does, with any trust.</summary>
    public async Task<JsonObject> VerifyAsync(string path, JsonObject trust) => JsonNode.Parse(await Page.EvaluateAsync<string>(
        """
        async ([base64, name, trust]) => {
            const { verify } = await import('./verifier.js')
            const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
            return JSON.stringify(await verify(bytes, name, JSON.parse(trust)))
        }
        """,
        new[] { Convert.ToBase64String(await File.ReadAllBytesAsync(path)), Path.GetFileName(path), trust.ToJsonString() }))!.AsObject();

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
