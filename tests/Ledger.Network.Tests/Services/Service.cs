using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Network.Tests.Chain;
using Ledger.Web.Tests.Running;

namespace Ledger.Network.Tests.Services;

/// <summary>A node of the service with one department. It has its own chain node, and a second one as a fallback.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly NodeProcess _process;
    private readonly Department _department;
    private readonly SemaphoreSlim _poll = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _levels = new(StringComparer.Ordinal); // record id → its level at the last poll

    private Service(NodeProcess process, Department department)
    {
        _process = process;
        _department = department;
    }

    public Department Department => _department;

    public Uri Address => _process.Address;

    public string Output => _process.Output;

    /// <summary>All records that the service acknowledged.</summary>
    public ICollection<string> Acknowledged => _levels.Keys;

    /// <summary>Forbidden changes of a level: records that were final and later had a lower level.</summary>
    public ConcurrentQueue<string> WrongLevels { get; } = new();

    /// <summary>The records that were revoked.</summary>
    public List<string> Revoked { get; } = [];

    /// <summary>The number of bundles read with a purpose. The log has an entry for each.</summary>
    public int BundlesRead { get; private set; }

    /// <summary>The number of times that a reorganisation returned an anchored record to waiting.</summary>
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

    /// <summary>Issues a record and adds it to the acknowledged ones.</summary>
    public async Task<string> IssueAsync()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "", TestRecords.Completion().ToJsonString());
        Assert.True(status == 201, $"{_department.Name} did not issue: {status} {body}");
        var id = JsonNode.Parse(body)!["id"]!.GetValue<string>(); // Not null, because the node never answers the text null.
        _levels[id] = "L0";
        return id;
    }

    public async Task RevokeAsync(string id)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"/{id}/status", """{"status":"revoked","reason":"测试 test"}""");
        Assert.True(status == 201, $"{_department.Name} did not revoke: {status} {body}");
    }

    /// <summary>Polls the records that are not final, and a few that are.</summary>
    public async Task<bool> AreAllFinalAsync()
    {
        var open = _levels.Where(pair => pair.Value != "L3").Select(pair => pair.Key).ToArray();
        foreach (var id in open.Concat(_levels.Where(pair => pair.Value == "L3").Select(pair => pair.Key).Take(5)))
        {
            await PollAsync(id);
        }

        return open.All(id => _levels[id] == "L3");
    }

    public async Task<bool> IsFinalAsync(string id)
    {
        await PollAsync(id);
        return _levels[id] == "L3";
    }

    public async Task<string> BundleAsync(string id)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/{id}/bundle?purpose=resident-request", null);
        Assert.True(status == 200, $"{_department.Name} gave no bundle: {status} {body}");
        BundlesRead++;
        return body;
    }

    /// <summary>Verifies a bundle of any department with this service.</summary>
    public async Task<JsonNode> VerifyAsync(string bundle)
    {
        using var content = new StringContent(bundle, Encoding.UTF8, "application/json");
        using var response = await _process.Http.PostAsync("/v1/verify", content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!; // Not null, because the node never answers the text null.
    }

    public async Task<long> SizeAsync()
    {
        var health = JsonNode.Parse(await _process.Http.GetStringAsync("/health/ready"))!; // Not null, because the node never answers the text null.
        return Assert.Single(health["departments"]!.AsArray())!["size"]!.GetValue<long>();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _poll.Dispose();
    }

    private async Task PollAsync(string id)
    {
        // One poll at a time. With two, the older answer could arrive last, and a level would seem to fall.
        await _poll.WaitAsync();
        try
        {
            var (status, body) = await SendAsync(HttpMethod.Get, $"/{id}", null);
            Assert.True(status == 200, $"{_department.Name} lost {id}: {status} {body}");
            var (before, level) = (_levels[id], JsonNode.Parse(body)!["level"]!.GetValue<string>()); // Not null, because the node never answers the text null.
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
            _poll.Release();
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
