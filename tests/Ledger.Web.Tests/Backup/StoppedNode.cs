using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Backup;

/// <summary>The data directory of a stopped node that issued three records, and a copy from before the last two.</summary>
public sealed class StoppedNode : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal string Data => Path.Combine(_folder.Path, "data");

    /// <summary>A copy of the department's folder after the first record.</summary>
    internal string Older => Path.Combine(_folder.Path, "older");

    public async ValueTask InitializeAsync()
    {
        await IssueAsync(1);
        CopyFolder(Path.Combine(Data, "departments", TestRecords.Department), Older);
        await IssueAsync(2);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a copy that a test may change.</summary>
    internal string CopyTo(TemporaryFolder folder)
    {
        var copy = Path.Combine(folder.Path, "data");
        CopyFolder(Data, copy);
        return copy;
    }

    internal static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from)); // Only the owner may open a folder of keys.
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    /// <summary>Reads every file of a folder, to compare it later. Leaves out the lock and what is made from the journal again: LiteDB and the document numbers.</summary>
    internal static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) != "lock" && Path.GetExtension(path) is not (".db" or ".prints"))
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    private async Task IssueAsync(int count)
    {
        await using var node = await LedgerNode.StartAsync(Data, null, ("Ledger__SampleCity", "false"));
        for (var i = 0; i < count; i++)
        {
            await node.IssueAsync();
        }

        await node.StopAsync();
    }
}

internal static class NodeSteps
{
    /// <summary>Issues one record at a node.</summary>
    /// <returns>The record id.</returns>
    public static async Task<string> IssueAsync(this TestNode node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestRecords.Root);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "issuer"));
        request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        request.Content = new StringContent(TestRecords.Completion().ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<string>();
    }

    /// <summary>Fetches the bundle of a record as an auditor, so without disclosures, and waits for its anchor.</summary>
    public static async Task<(int Status, string Text)> FetchBundleAsync(this TestNode node, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{TestRecords.Root}/{id}/bundle");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "auditor"));
        request.Headers.Add("Prefer", "wait=30");
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads the row of the department in /health/ready.</summary>
    public static async Task<JsonNode> HealthAsync(this TestNode node)
    {
        using var response = await node.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return answer["departments"]!.AsArray().Single(row => row!["department"]!.GetValue<string>() == TestRecords.Department)!;
    }
}
