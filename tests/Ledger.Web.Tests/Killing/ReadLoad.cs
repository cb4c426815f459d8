using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Killing;

/// <summary>A resident with one record.</summary>
/// <param name="Number">The number of the passport.</param>
/// <param name="Record">The id of the record.</param>
internal sealed record Resident(string Number, string Record);

/// <summary>Reads claims at a node and erases residents until the node dies, and keeps what it was shown.</summary>
/// <param name="issuer">A token of an issuer.</param>
/// <param name="asker">A token of an operator.</param>
/// <param name="approver">A token of another operator.</param>
internal sealed class ReadLoad(string issuer, string asker, string approver)
{
    private const int Desks = 6;

    private readonly ConcurrentDictionary<string, int> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _certificates = new(StringComparer.Ordinal);

    /// <summary>How often the claims of each record were shown.</summary>
    public IReadOnlyDictionary<string, int> Shown => _shown;

    /// <summary>The certificate of each record whose resident was erased, as the node answered.</summary>
    public IReadOnlyDictionary<string, string> Certificates => _certificates;

    public async Task<Resident> IssueAsync(NodeProcess node, int number)
    {
        var passport = $"E{10_000_000 + number}";
        var record = TestRecords.Completion();
        record["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = passport, ["name"] = "张俊熙" };
        record["claims"]!["certificate_number"] = $"2025470100{number:D8}";
        var answer = await SendAsync(node, HttpMethod.Post, TestRecords.Root, issuer, record, TestRecords.NewKey());
        return new Resident(passport, answer!["id"]!.GetValue<string>());
    }

    /// <summary>Reads and erases until this many reads were answered, then calls <paramref name="then"/> while requests are running.</summary>
    public async Task RunAsync(NodeProcess node, IReadOnlyList<Resident> residents, int answers, Resident erased, Func<Task> then)
    {
        using var stop = new CancellationTokenSource();
        var (left, reached) = (Math.Max(1, answers), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var desks = Enumerable.Range(0, Desks).Select(async desk =>
        {
            for (var i = desk; !stop.IsCancellationRequested && await ReadAsync(node, residents[i % residents.Count]); i += Desks)
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    reached.TrySetResult();
                }
            }

            reached.TrySetResult(); // The node died early, or is stopping.
        }).Append(EraseAsync(node, erased)).ToList();
        await reached.Task;
        await then();
        await stop.CancelAsync();
        await Task.WhenAll(desks);
    }

    /// <summary>Asks for the erasure of a resident and approves it. Either answer may be missing.</summary>
    public async Task EraseAsync(NodeProcess node, Resident resident)
    {
        var body = new JsonObject { ["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = resident.Number }, ["basis"] = "objection" };
        if (await SendAsync(node, HttpMethod.Post, $"/v1/departments/{TestRecords.Department}/erasures", asker, body) is { } asked
            && await SendAsync(
                node, HttpMethod.Post, $"/v1/departments/{TestRecords.Department}/erasures/{asked["id"]}/approval", approver, new JsonObject()) is { } certificate)
        {
            _certificates[resident.Record] = certificate["id"]!.GetValue<string>();
        }
    }

    /// <summary>Reads the claims of a record.</summary>
    /// <returns>False if the node does not answer any more.</returns>
    private async Task<bool> ReadAsync(NodeProcess node, Resident resident)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{TestRecords.Root}/{resident.Record}{TestRecords.OnRequest}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer);
            using var response = await node.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
            {
                Assert.NotNull(JsonNode.Parse(text)!["claims"]);
                _shown.AddOrUpdate(resident.Record, 1, (_, count) => count + 1);
                return true;
            }

            return (int)response.StatusCode is 409 or 410; // Being erased, or erased.
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            return false; // The node died before its answer arrived.
        }
    }

    private static async Task<JsonNode?> SendAsync(NodeProcess node, HttpMethod method, string path, string token, JsonNode body, string? key = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var response = await node.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? JsonNode.Parse(text) : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
