using Ledger.Access;
using Ledger.Departments;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>
/// A second node that uses the shared node's chain as a configured chain. Its endpoint contains credentials, and the node logs at the finest level.
/// The registry does not know its department.
/// </summary>
public sealed class ConfiguredNode(RunningNode shared) : IAsyncLifetime
{
    internal const string Department = "parks";
    internal const string PublicUrl = "https://public.example/node/";
    internal const string User = "reader";
    internal const string Password = "s3cret-password";
    internal const string Query = "s3cret-api-key";

    private readonly TemporaryFolder _folder = new();
    private LedgerNode? _running;

    internal LedgerNode Running => _running ?? throw new InvalidOperationException("The node was not started.");

    /// <summary>An issuer token of the department. It is created before the start, as <c>ledger tokens create</c> does.</summary>
    internal string Token { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName;
        Assert.True(DepartmentId.TryParse(Department, out var department));
        Token = AccessTokens.Open(Path.Combine(data, "tokens.json")).Create(new TokenHolder("desk", department, Role.Issuer))!; // Not null, because the name is unique.
        var endpoint = new UriBuilder(shared.Rpc) { UserName = User, Password = Password, Query = "key=" + Query };
        _running = await LedgerNode.StartAsync(data, null,
        [
            ("Ledger__Chain__Endpoints__0", endpoint.Uri.AbsoluteUri),
            ("Ledger__Chain__Registry", shared.Registry),
            ("Ledger__PublicUrl", PublicUrl),
            ("Ledger__Chain__Finality", "instant"),
            ("Ledger__Departments__0__Id", Department),
            ("Ledger__Departments__0__NameZh", "市园林局"),
            ("Ledger__Departments__0__NameEn", "Parks Office"),
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft", "Trace"),
            ("Logging__LogLevel__System.Net.Http", "Trace"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _folder.Dispose();
    }
}
