using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Chain.Tests.Besu;
using Ledger.Departments;
using Ledger.Ethereum.Transactions;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Consortium;

/// <summary>
/// The node of a department on a consortium chain of Besu. Commands set up everything, starting with the genesis file: a chain with more blocks than one
/// answer may cover, contracts with a pinned block 0, one admitted department, and one record with a final anchor.
/// </summary>
public sealed class BesuConsortium(RunningNode shared) : IAsyncLifetime
{
    internal const string Department = "parks";
    internal const string Origin = "ledger.localhost/parks/log";
    internal const long EmptyBlocks = 12_000;

    private readonly TemporaryFolder _folder = new();
    private BesuStandIn? _besu;
    private NodeProcess? _node;
    private string _token = "";

    internal BesuStandIn Besu => _besu ?? throw new InvalidOperationException("The stand-in was not started.");

    internal NodeProcess Node => _node ?? throw new InvalidOperationException("The node was not started.");

    internal string Rpc => Besu.Address.ToString();

    internal string Folder => _folder.Path;

    internal string Book => Path.Combine(_folder.Path, "addresses.json");

    internal string Genesis => Path.Combine(_folder.Path, "genesis.json");

    internal string Registry => JsonNode.Parse(File.ReadAllText(Book))!["registry"]!.GetValue<string>();

    /// <summary>The account of the department's operator.</summary>
    internal string Account { get; private set; } = "";

    /// <summary>The file with the department's tokens, in the form that commands read.</summary>
    internal string TokensFile { get; private set; } = "";

    internal string Id { get; private set; } = "";

    internal string Bundle { get; private set; } = "";

    private string Data => Directory.CreateDirectory(Path.Combine(_folder.Path, "node")).FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await StartChainAsync();
        await DeployAsync();
        WriteTokens();
        await using (await NodeProcess.StartAsync(Data, null, Settings()))
        {
            // This start creates the keys. The registry does not know the department yet.
        }

        await AdmitAsync();
        _node = await NodeProcess.StartAsync(Data, null, Settings());
        Id = await IssueAsync();
        await UntilFinalAsync(Id);
        Bundle = await SendAsync(HttpMethod.Get, $"{Id}/bundle{TestRecords.OnRequest}", null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        if (_besu is not null)
        {
            await _besu.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The settings of <c>node-config/consortium/departments</c>, but without an address book, so that the node reads events from block 0.</summary>
    internal (string Name, string Value)[] Settings(Uri? endpoint = null, string finality = "instant") =>
    [
        ("Ledger__Chain__Endpoints__0", (endpoint ?? Besu.Address).ToString()), ("Ledger__Chain__Registry", Registry), ("Ledger__Chain__Finality", finality),
        ("Ledger__Chain__ZeroFees", "true"), ("Ledger__Chain__IntervalSeconds", "0.5"), ("Ledger__Departments__0__Id", Department),
        ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"),
    ];

    internal async Task<string> IssueAsync() =>
        JsonNode.Parse(await SendAsync(HttpMethod.Post, "", TestRecords.Completion().ToJsonString()))!["id"]!.GetValue<string>();

    internal Task UntilFinalAsync(string id) => Eventually.IsTrueAsync(
        async () => JsonNode.Parse(await SendAsync(HttpMethod.Get, id, null))!["level"]!.GetValue<string>() == "L3", $"record {id} is final");

    /// <summary>Reads /health/ready of the node.</summary>
    internal static async Task<JsonNode> HealthAsync(NodeProcess node)
    {
        using var response = await node.Http.GetAsync("/health/ready", Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    internal async Task<JsonNode> VerifyAsync()
    {
        using var content = new StringContent(Bundle, Encoding.UTF8, "application/json");
        using var response = await Node.Http.PostAsync("/v1/verify", content, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task StartChainAsync()
    {
        _besu = await BesuStandIn.StartAsync(
            await shared.AnvilAsync(), new BesuOptions { EmptyBlocks = EmptyBlocks, StartedAt = TimeProvider.System.GetUtcNow() });
        await RunAsync(
            "chain", "genesis", "--validators", string.Join(',', QbftBlock.ValidatorAddresses), "--chain-id", BesuOptions.ChainId.ToString(CultureInfo.InvariantCulture),
            "--out", Genesis);
    }

    private async Task DeployAsync()
    {
        var member = OperatorKey.Generate();
        foreach (var (name, key) in new[] { ("member", member), ("deployer", OperatorKey.Generate()) })
        {
            var path = _folder.File(name + ".key", Convert.ToHexStringLower(key.ExportPrivateKey().AsSpan()));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        await RunAsync(
            "contracts", "deploy", "--rpc", Rpc, "--key-file", KeyFile("deployer"), "--members", member.Address.ToString(), "--threshold", "1",
            "--delay", "0s", "--development", "--genesis", Genesis, "--zero-fees", "--out", Book);
    }

    private async Task AdmitAsync()
    {
        var keys = await RunAsync("department", "keys", "show", "--data", Data, "--department", Department, "--json");
        Account = keys["operator"]!.GetValue<string>();
        await DecideAsync("council", "propose", "register-types", "--file", TestRecords.CompletionTypeFile);
        await DecideAsync(
            "department", "add", "--origin", Origin, "--operator", Account, "--node-url", "https://parks.example", "--log-key", keys["logKey"]!.GetValue<string>(),
            "--type", TestRecords.Completion()["type"]!.GetValue<string>());
        await RunAsync(["department", "keys", "register", "--data", Data, "--department", Department, "--finality", "instant", .. Chain]);
    }

    private async Task DecideAsync(params string[] action)
    {
        var proposal = await RunAsync([.. action, "--key-file", KeyFile("member"), .. Chain]);
        await RunAsync(["council", "execute", proposal["id"]!.GetValue<string>(), "--key-file", KeyFile("member"), .. Chain]);
    }

    private string[] Chain => ["--addresses", Book, "--rpc", Rpc, "--zero-fees", "--json"];

    private string KeyFile(string name) => Path.Combine(Folder, name + ".key");

    private void WriteTokens()
    {
        Assert.True(DepartmentId.TryParse(Department, out var department));
        var tokens = AccessTokens.Open(Path.Combine(Data, "tokens.json"));
        _token = tokens.Create(new TokenHolder("desk", department, Role.Issuer))!; // Not null, because the names are unique.
        var auditor = tokens.Create(new TokenHolder("audit", department, Role.Auditor))!;
        TokensFile = _folder.File("given-tokens.json", new JsonObject
        {
            [Department] = new JsonObject { ["issuer"] = _token, ["auditor"] = auditor },
        }.ToJsonString());
    }

    private static async Task<JsonNode> RunAsync(params string[] command)
    {
        var run = await CliRun.RunAsync(command);
        Assert.True(run.ExitCode == 0, run.ToString());
        return command.Contains("--json") ? JsonNode.Parse(run.Out)! : new JsonObject();
    }

    private async Task<string> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"/v1/departments/{Department}/records/{path}".TrimEnd('/'));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        }

        using var response = await Node.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}\n{Node.Output}");
        return text;
    }
}
