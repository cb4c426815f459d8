using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Network.Tests.Chain;
using Ledger.Web.Tests.Running;

namespace Ledger.Network.Tests.Services;

/// <summary>A node of the service that hosts one department, with a chain node of its own and a second one to turn to.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly NodeProcess _process;
    private readonly Department _department;
    private readonly SemaphoreSlim _look = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _levels = new(StringComparer.Ordinal); // record → the level it was last seen at

    private Service(NodeProcess process, Department department)
    {
        _process = process;
        _department = department;
    }

    public Department Department => _department;

    public Uri Address => _process.Address;

    public string Output => _process.Output;

    /// <summary>Every record the service acknowledged.</summary>
    public ICollection<string> Acknowledged => _levels.Keys;

    /// <summary>What the levels did that they must not: a record once final that was seen as less.</summary>
    public ConcurrentQueue<string> WrongLevels { get; } = new();

    /// <summary>Records that were revoked since.</summary>
    public List<string> Revoked { get; } = [];

    /// <summary>How often an anchored record went back to waiting, as a reorganisation makes it.</summary>
    public int StepsBack { get; private set; }

    public static async Task<Service> StartAsync(Department department, string registry, int depth, params IEnumerable<ChainNode> chain)
    {
        var settings = new List<(string, string)>
        {
            ("Ledger__Chain__Registry", registry),
            ("Ledger__Chain__Finality", $"depth:{depth}"),
            ("Ledger__Chain__IntervalSeconds", "1"),
            ("Ledger__Departments__0__Id", department.Name),
            ("Ledger__Departments__0__NameZh", department.Profile.Name.Zh),
            ("Ledger__Departments__0__NameEn", department.Profile.Name.En),
            ("Ledger__VerificationsPerMinute", "1000000"),
        };
        settings.AddRange(chain.Select((node, i) => ($"Ledger__Chain__Endpoints__{i}", node.Rpc.AbsoluteUri)));
        return new Service(await NodeProcess.StartAsync(department.DataDirectory, department.Address, settings), department);
    }

    /// <summary>Issues a record and remembers that it was acknowledged.</summary>
    public async Task<string> IssueAsync()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "", TestRecords.Completion().ToJsonString());
        Assert.True(status == 201, $"{_department.Name} did not issue: {status} {body}");
        var id = JsonNode.Parse(body)!["id"]!.GetValue<string>(); // Of ours: never the text null.
        _levels[id] = "L0";
        return id;
    }

    public async Task RevokeAsync(string id)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"/{id}/status", """{"status":"revoked","reason":"测试 test"}""");
        Assert.True(status == 201, $"{_department.Name} did not revoke: {status} {body}");
    }

    /// <summary>Looks at the records that are not final, and once more at a few that are.</summary>
    public async Task<bool> AreAllFinalAsync()
    {
        var open = _levels.Where(pair => pair.Value != "L3").Select(pair => pair.Key).ToArray();
        foreach (var id in open.Concat(_levels.Where(pair => pair.Value == "L3").Select(pair => pair.Key).Take(5)))
        {
            await LookAsync(id);
        }

        return open.All(id => _levels[id] == "L3");
    }

    public async Task<bool> IsFinalAsync(string id)
    {
        await LookAsync(id);
        return _levels[id] == "L3";
    }

    public async Task<string> BundleAsync(string id)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/{id}/bundle", null);
        Assert.True(status == 200, $"{_department.Name} gave no bundle: {status} {body}");
        return body;
    }

    /// <summary>Asks this service about a bundle of whomever.</summary>
    public async Task<JsonNode> VerifyAsync(string bundle)
    {
        using var content = new StringContent(bundle, Encoding.UTF8, "application/json");
        using var response = await _process.Http.PostAsync("/v1/verify", content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!; // Of ours: never the text null.
    }

    public async Task<long> SizeAsync()
    {
        var health = JsonNode.Parse(await _process.Http.GetStringAsync("/health/ready"))!; // Of ours: never the text null.
        return Assert.Single(health["departments"]!.AsArray())!["size"]!.GetValue<long>();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _look.Dispose();
    }

    private async Task LookAsync(string id)
    {
        // One look at a time: of two, the answer that was given first could be read last, and a record would seem to go back.
        await _look.WaitAsync();
        try
        {
            var (status, body) = await SendAsync(HttpMethod.Get, $"/{id}", null);
            Assert.True(status == 200, $"{_department.Name} lost {id}: {status} {body}");
            var (before, level) = (_levels[id], JsonNode.Parse(body)!["level"]!.GetValue<string>()); // Of ours: never the text null.
            _levels[id] = level;
            if (before == "L3" && level != "L3")
            {
                WrongLevels.Enqueue($"{id} was final and is {level}.");
            }
            else if (string.CompareOrdinal(level, before) < 0)
            {
                StepsBack++;
            }
        }
        finally
        {
            _look.Release();
        }
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"/v1/departments/{_department.Name}/records{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _department.IssuerToken);
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
            request.Headers.Add("Prefer", "wait=0");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _process.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
