using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Moving;

/// <summary>A chain outside the node, with the contracts and a council of one member.</summary>
internal sealed class OwnChain : IAsyncDisposable
{
    private readonly OperatorKey _member;

    private OwnChain(DevChain dev, OperatorKey member, AddressBook book, string bookPath)
    {
        Dev = dev;
        _member = member;
        Book = book;
        BookPath = bookPath;
        Chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = book.Registry });
    }

    public DevChain Dev { get; }

    public AddressBook Book { get; }

    public string BookPath { get; }

    public EthereumAnchorChain Chain { get; }

    public static async Task<OwnChain> StartAsync(string folder, string program, long chainId)
    {
        var dev = await DevChain.StartAsync(
            new DevChainOptions { DataDirectory = Directory.CreateDirectory(folder).FullName, ProgramDirectory = program, ChainId = chainId }, null, CancellationToken.None);
        var member = OperatorKey.Generate();
        await dev.FundAsync(member.Address, CancellationToken.None);
        var path = Path.Combine(folder, "addresses.json");
        using var deployer = new ContractDeployer(dev.Rpc, zeroFees: false) { ChainId = dev.ChainId };
        return new OwnChain(
            dev, member, await deployer.DeployAsync(member, CouncilSetUp.OneMember(member.Address), path, null, CancellationToken.None), path);
    }

    /// <summary>Lets the council admit a department with all its types, and registers the department's record key.</summary>
    public async Task AdmitAsync(KeyFiles keys, DepartmentId id, string origin, Uri nodeUrl)
    {
        var account = new OperatorKey(keys.AccountKey(id));
        await Dev.FundAsync(account.Address, CancellationToken.None);
        var catalogue = await RecordTypeCatalogue.LoadAsync(CancellationToken.None);
        Assert.True(Digest.TryRead(keys.LogKey(id, origin).Key.PublicKey.AsSpan(), out var logKey));
        var types = catalogue.ListTypes(id.ToString()).ToList();
        await DecideAsync(
            CouncilCall.RegisterTypes([.. types.Select(type => new RecordTypeRegistration(type.Metadata.Vct, Digest.Sha256(type.Octets.AsSpan())))]),
            CouncilCall.Admit(origin, account.Address, nodeUrl.ToString(), logKey),
            CouncilCall.AuthoriseTypes(origin, [.. types.Select(type => type.Metadata.Vct)]));
        using var signer = keys.RecordKey(id);
        await new DepartmentClient(Chain, account, origin).AddRecordKeyAsync(
            new RecordKeyRegistration(signer.Thumbprint, 1, [.. signer.PublicKey.PublicKey.Span], null, null), CancellationToken.None);
    }

    public async Task DecideAsync(params IReadOnlyList<CouncilCall> calls) =>
        await new CouncilClient(Chain, TimeProvider.System).DecideAsync(_member, calls, "test", CancellationToken.None);

    /// <summary>The time of the latest block.</summary>
    public async Task<DateTimeOffset> ReadTimeAsync() => (await Chain.ReadSourceAsync(TestContext.Current.CancellationToken)).Latest.Time;

    /// <summary>Makes a block, and returns whether it is later than <paramref name="time"/>. Blocks are made by transactions only, and their times have whole seconds.</summary>
    public async Task<bool> IsLaterAsync(DateTimeOffset time)
    {
        await Dev.MineAsync(TestContext.Current.CancellationToken);
        return await ReadTimeAsync() > time;
    }

    /// <summary>The options of a verifier who trusts this chain.</summary>
    public string[] Trust => ["--rpc", Dev.Rpc.ToString(), "--registry", Book.Registry.ToString(), "--finality", "instant"];

    public string[] From => ["--from-rpc", Dev.Rpc.ToString(), "--from-registry", Book.Registry.ToString(), "--from-finality", "instant"];

    public string[] To => ["--to-addresses", BookPath, "--to-rpc", Dev.Rpc.ToString()];

    public async ValueTask DisposeAsync()
    {
        Chain.Dispose();
        await Dev.DisposeAsync();
    }
}

/// <summary>A node with one department on a configured chain, run as its operator does.</summary>
internal sealed class MovingNode(string data, Uri address)
{
    public const string Department = TestRecords.Department;

    private string _token = "";

    public string Data => data;

    public Uri Address => address;

    public DepartmentId Id { get; } = DepartmentId.TryParse(Department, out var id) ? id : default;

    public string Origin => $"ledger.localhost/{Department}/log";

    public KeyFiles Keys { get; } = new(Path.Combine(data, "keys"), FileMasterKey.Open(MasterPath(data)));

    /// <summary>Creates tokens for the department's desk and for an auditor. Their names are unique.</summary>
    public void MakeTokens()
    {
        var tokens = AccessTokens.Open(Path.Combine(data, "tokens.json"));
        _token = tokens.Create(new TokenHolder("desk", Id, Role.Issuer))!;
        var auditor = tokens.Create(new TokenHolder("audit office", Id, Role.Auditor))!;
        File.WriteAllText(AuditorPath, new JsonObject { [Department] = new JsonObject { ["auditor"] = auditor } }.ToJsonString());
    }

    /// <summary>The command line of an audit, with the auditor's token.</summary>
    public string[] AuditWith(OwnChain trusted) => ["audit", "--node", address.ToString(), "--tokens", AuditorPath, .. trusted.Trust, "--json"];

    /// <summary>The command line that writes evidence of a record.</summary>
    public string[] EvidenceWith(OwnChain trusted, string id, string file) =>
        ["evidence", id, "--node", address.ToString(), "--tokens", AuditorPath, .. trusted.Trust, "--out", file, "--json"];

    public Task<NodeProcess> StartAsync(OwnChain chain) => NodeProcess.StartAsync(data, address, Settings(chain));

    public Task<(int ExitCode, string Output)> RunToEndAsync(OwnChain chain) => NodeProcess.RunToEndAsync(data, address, Settings(chain));

    public async Task<JsonNode> JsonAsync(NodeProcess node, HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        }

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!; // Not null, because the node never answers the text null.
    }

    /// <summary>Issues a record and waits until its anchor is final.</summary>
    public async Task<string> IssueAsync(NodeProcess node)
    {
        var id = (await JsonAsync(node, HttpMethod.Post, TestRecords.Root, TestRecords.Completion()))["id"]!.GetValue<string>();
        await Eventually.IsTrueAsync(
            async () => (await JsonAsync(node, HttpMethod.Get, $"{TestRecords.Root}/{id}"))["level"]!.GetValue<string>() == "L3", "the record's anchor is final");
        return id;
    }

    /// <summary>Changes a status and waits until the chain has it.</summary>
    public async Task ChangeAsync(NodeProcess node, string id, string status)
    {
        await JsonAsync(node, HttpMethod.Post, $"{TestRecords.Root}/{id}/status", new JsonObject { ["status"] = status, ["reason"] = "测试 test" });
        await Eventually.IsTrueAsync(
            async () => (await JsonAsync(node, HttpMethod.Get, "/health/ready")).ToJsonString() is var health && health.Contains("\"pendingStatuses\":0", StringComparison.Ordinal),
            "the status is on chain");
    }

    /// <summary>Saves the bundle of a record, as its holder does.</summary>
    public async Task<string> SaveBundleAsync(NodeProcess node, string id, string file)
    {
        var bundle = await JsonAsync(node, HttpMethod.Get, $"{TestRecords.Root}/{id}/bundle{TestRecords.OnRequest}");
        var path = Path.Combine(Path.GetDirectoryName(data)!, file);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{TestRecords.Root}/{id}/bundle{TestRecords.OnRequest}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.NotNull(bundle["anchor"]);
        return path;
    }

    private string AuditorPath => Path.Combine(Path.GetDirectoryName(data)!, "auditor.json");

    private static string MasterPath(string data)
    {
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        return Path.Combine(data, "keys", "master.key");
    }

    private static (string, string)[] Settings(OwnChain chain) =>
    [
        ("Ledger__Chain__Endpoints__0", chain.Dev.Rpc.ToString()),
        ("Ledger__Chain__Registry", chain.Book.Registry.ToString()),
        ("Ledger__Chain__Finality", "instant"),
        ("Ledger__Chain__IntervalSeconds", "0.2"),
        ("Ledger__SelfCheck__FirstAfterSeconds", "0"),
        ("Ledger__Departments__0__Id", Department),
        ("Ledger__Departments__0__NameZh", "市教育局"),
        ("Ledger__Departments__0__NameEn", "Education Bureau"),
    ];
}
