using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Running;

/// <summary>A true request to issue, made anew for each test.</summary>
internal static class TestRecords
{
    public const string Department = "education";

    public static string Root => $"/v1/departments/{Department}/records";

    /// <summary>A certificate of completed compulsory education for a person who does not exist.</summary>
    public static JsonObject Completion() => new()
    {
        ["type"] = "https://city.example/vct/compulsory-education-completion/1",
        ["subject"] = new JsonObject
        {
            ["idType"] = "resident-identity-card",
            ["idNumber"] = "470102200902028494",
            ["name"] = "张俊熙",
            ["givenName"] = "Junxi",
            ["familyName"] = "Zhang",
            ["birthdate"] = "2009-02-02",
            ["sex"] = "male",
        },
        ["claims"] = new JsonObject
        {
            ["document_number"] = "毕业〔2026〕88842号",
            ["date_of_issuance"] = "2026-04-04",
            ["jurisdiction"] = "470100",
            ["legal_basis"] = new JsonArray(new JsonObject
            {
                ["act"] = new JsonObject { ["zh"] = "中华人民共和国义务教育法", ["en"] = "Compulsory Education Law of the PRC" },
                ["article"] = "第十一条",
            }),
            ["certificate_number"] = "202547010006187609",
            ["stage"] = "junior",
            ["school"] = new JsonObject
            {
                ["id"] = "3147000200",
                ["name"] = new JsonObject { ["zh"] = "示例市临江区初级中学", ["en"] = "Linjiang Junior High School, Sample City" },
            },
            ["completion_date"] = "2025-06-28",
            ["result"] = "graduated",
            ["isced_level"] = 2,
            ["electronic_licence"] = new JsonObject
            {
                ["cert_type_code"] = "11470100MA00000237103",
                ["cert_identifier"] = "1.2.156.3005.2.11470100MA00000237103.11470100MA00000237.20260404000000022.001.R",
                ["cert_state"] = "01",
            },
        },
        ["validFrom"] = "2026-04-04T00:00:00Z",
    };

    /// <summary>The same as a line of a batch.</summary>
    public static JsonObject Line(string key)
    {
        var line = Completion();
        line["key"] = key;
        line["department"] = Department;
        return line;
    }

    public static string NewKey() => "test-" + Guid.NewGuid().ToString("N");

    /// <summary>Issues a record and waits until its anchor is final.</summary>
    /// <returns>The record id and the bundle's text.</returns>
    public static async Task<(string Id, string Bundle)> IssueFinalAsync(this RunningNode node)
    {
        var answer = await node.JsonAsync(HttpMethod.Post, Root, Department, Completion().ToJsonString(), NewKey());
        var id = answer["id"]!.GetValue<string>();
        await node.UntilAsync(id, record => record["level"]!.GetValue<string>() == "L3");
        using var response = await node.SendAsync(HttpMethod.Get, $"{Root}/{id}/bundle", Department, "issuer");
        return (id, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for a record until it is as wanted; the node looks at the chain once a second.</summary>
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

/// <summary>Waiting for something another process does.</summary>
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
