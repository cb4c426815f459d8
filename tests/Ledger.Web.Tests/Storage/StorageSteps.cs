using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Storage;

/// <summary>Sends requests to a node with failing storage. The tests check the answers, successful or not.</summary>
internal static class StorageSteps
{
    public static async Task<(int Status, JsonNode? Json)> SendAsync(
        this TestNode node, HttpMethod method, string path, string department, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(department, "issuer"));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", key ?? TestRecords.NewKey());
        }

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    public static Task<(int Status, JsonNode? Json)> TryIssueAsync(this TestNode node) =>
        node.SendAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString());

    public static async Task<JsonNode> ReadHealthAsync(this TestNode node)
    {
        using var response = await node.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public static string? CodeOf(JsonNode? json) => json?["code"]?.GetValue<string>();

    /// <summary>Changes one bit. A negative place counts from the end.</summary>
    public static void Flip(string path, int place)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = place < 0 ? file.Length + place : place;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    public static string JournalOf(string data, string department) => Path.Combine(data, "departments", department, "journal", "0000000000.ldgj");
}
