using System.Diagnostics;
using System.Globalization;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>oidc-provider from npm, in a process of its own.</summary>
internal sealed class ForeignProvider : IAsyncDisposable
{
    private readonly Process _process;

    private ForeignProvider(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The settings of a node that uses this provider.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("Ledger:SignIn:Authority", Address.GetLeftPart(UriPartial.Authority)),
        ("Ledger:SignIn:RequireHttps", "false"),
        ("Ledger:SignIn:ClientId", "city-records"),
        ("Ledger:SignIn:ClientSecret", "a-secret-of-the-test"),
        ("Ledger:SignIn:Scopes:0", "openid"),
        ("Ledger:SignIn:Scopes:1", "profile"),
        ("Ledger:SignIn:Scopes:2", "city"),
        ("Ledger:SignIn:IdentityNumberClaim", "id_number"),
        ("Ledger:SignIn:DepartmentClaim", "department"),
        ("Ledger:SignIn:Departments:0:Value", "HEALTH-BUREAU"),
        ("Ledger:SignIn:Departments:0:Department", "health"),
        ("Ledger:SignIn:Roles:0:Claim", "groups"),
        ("Ledger:SignIn:Roles:0:Value", "counter"),
        ("Ledger:SignIn:Roles:0:Role", "clerk"),
    ];

    /// <summary>Starts the provider for the node at an address, and waits until it listens.</summary>
    public static async Task<ForeignProvider> StartAsync(Uri address, Uri node)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "peers", "oidc-provider", "provider.mjs")); // artifacts/bin/{project}/{configuration}
        var process = Process.Start(Programs.StartCommand(
            ["node", program, address.Port.ToString(CultureInfo.InvariantCulture), node.GetLeftPart(UriPartial.Authority)]))!; // A command is always started.
        process.ErrorDataReceived += (_, _) => { }; // It warns that it keeps nothing.
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == "listening")
            {
                return new ForeignProvider(process, address);
            }
        }

        throw new InvalidOperationException("oidc-provider did not start. Run npm ci in tests/peers/oidc-provider.");
    }

    /// <summary>Signs in with a name at the pages of the provider, and agrees.</summary>
    /// <returns>The redirect to the node.</returns>
    public async Task<ShownPage> SignInAsync(Browser browser, ShownPage page, string name)
    {
        page = await browser.FollowUntilAsync(page, "/sign-in/callback");
        for (var forms = 0; page.Location is null; forms++)
        {
            Assert.True(forms < 3 && page.Html.Contains("name=\"prompt\"", StringComparison.Ordinal), page.ToString());
            var prompt = page.FindField("prompt");
            var fields = prompt == "login" ? new[] { ("prompt", prompt), ("login", name), ("password", "any") } : [("prompt", prompt)];
            page = await browser.FollowUntilAsync(await browser.PostAsync(page.Address, fields), "/sign-in/callback");
        }

        return page;
    }

    /// <summary>Ends the provider, as an outage does. A second call does nothing.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }
}
