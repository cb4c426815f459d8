using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Running;

/// <summary>Issues and changes records of the shared node.</summary>
internal static partial class TestRecords
{
    /// <summary>The query of an issuer who hands a resident their own record.</summary>
    public const string OnRequest = "?purpose=resident-request";

    /// <summary>Issues a record and waits until its anchor is final.</summary>
    /// <returns>The record id and the text of the bundle with every disclosure.</returns>
    public static async Task<(string Id, string Bundle)> IssueFinalAsync(this RunningNode node)
    {
        var answer = await node.JsonAsync(HttpMethod.Post, Root, Department, Completion().ToJsonString(), NewKey());
        var id = answer["id"]!.GetValue<string>();
        await node.UntilAsync(id, record => record["level"]!.GetValue<string>() == "L3");
        using var response = await node.SendAsync(HttpMethod.Get, $"{Root}/{id}/bundle{OnRequest}", Department, "issuer");
        return (id, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads a record until it meets a condition. The node polls the chain once a second.</summary>
    public static Task UntilAsync(this RunningNode node, string id, Func<JsonNode, bool> isWanted) =>
        Eventually.IsTrueAsync(async () => isWanted(await node.JsonAsync(HttpMethod.Get, $"{Root}/{id}", Department)), $"record {id} becomes what is wanted");

    public static Task<JsonNode> ChangeStatusAsync(this RunningNode node, string id, string status, string? successor = null)
    {
        var body = new JsonObject { ["status"] = status, ["reason"] = "测试 test" };
        if (successor is not null)
        {
            body["successor"] = successor;
        }

        return node.JsonAsync(HttpMethod.Post, $"{Root}/{id}/status", Department, body.ToJsonString(), NewKey());
    }
}

/// <summary>Waits for a condition in another process.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(Pause);
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"Not within {Limit.TotalSeconds} s: {what}.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
