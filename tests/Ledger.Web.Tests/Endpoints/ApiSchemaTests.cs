using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests that the schemas of the API description match what the service really reads and writes.</summary>
public sealed class ApiSchemaTests(RunningNode node)
{
    private const string Records = "/v1/departments/education/records";
    private static readonly string[] Bodies = ["RecordRequestBody", "SubjectBody", "StatusBody", "TokenBody", "BundleBody", "BundleAnchorBody"];

    public static TheoryData<string> Schemas() => [.. ApiSchema.Names];

    /// <summary>All members of all bodies that the service reads.</summary>
    public static TheoryData<string, string> Members() =>
        [.. Bodies.SelectMany(body => ApiSchema.Find(body).Properties.Select(property => (body, property.Name)))];

    [Theory, MemberData(nameof(Schemas))]
    public void Schema_OfAnyName_DescribesEachProperty(string name) =>
        Assert.All(ApiSchema.Find(name).Properties, property => Assert.False(string.IsNullOrWhiteSpace(property.Description), $"{name}.{property.Name} has no description."));

    [Theory, MemberData(nameof(Members))]
    public async Task Member_LeftOut_IsAcceptedExactlyWhereItIsNotRequired(string body, string member)
    {
        var isTaken = await IsTakenAsync(body, parent => parent.Remove(member));

        Assert.Equal(!ApiSchema.Find(body).Requires(member), isTaken);
    }

    [Theory, MemberData(nameof(Members))]
    public async Task Member_ThatIsNull_IsAcceptedExactlyWhereItIsNullable(string body, string member)
    {
        var isTaken = await IsTakenAsync(body, parent => parent[member] = null);

        Assert.Equal(ApiSchema.Find(body).IsNullable(member), isTaken);
    }

    [Fact]
    public async Task Answers_OfEveryRouteThatWritesJson_MatchTheDescription()
    {
        var (id, bundle) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "suspended");

        foreach (var (method, address, role, body) in new (string, string, string?, string?)[]
        {
            ("POST", Records, "issuer", TestRecords.Completion().ToJsonString()),
            ("POST", $"{Records}/{id}/status", "issuer", "{\"status\":\"active\",\"reason\":\"test\"}"),
            ("GET", Records, "auditor", null),
            ("GET", $"{Records}/{id}", "issuer", null),
            ("GET", $"{Records}/{id}", "auditor", null),
            ("GET", $"{Records}/{id}/bundle{TestRecords.OnRequest}", "issuer", null),
            ("GET", $"{Records}/{id}/history", "issuer", null),
            ("GET", $"{Records}/{id}/history", "verifier", null),
            ("POST", "/v1/verify", null, bundle),
            ("POST", "/v1/departments/education/tokens", "operator", $"{{\"name\":\"{TestRecords.NewKey()}\",\"role\":\"verifier\"}}"),
            ("GET", "/v1/departments", null, null),
            ("GET", "/v1/types", null, null),
            ("GET", "/.well-known/jwt-vc-issuer/education", null, null),
            ("GET", "/health/ready", null, null),
        })
        {
            using var response = await node.SendAsync(new HttpMethod(method), address, TestRecords.Department, role, body, method == "POST" ? TestRecords.NewKey() : null);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);

            Assert.Equal([], ApiSchema.FindAnswer(ApiDocument.FindOperation(new HttpMethod(method), address.Split('?')[0])!).Differences(JsonNode.Parse(text)));
        }
    }

    [Fact]
    public async Task Problem_OfARefusal_MatchesTheDescription()
    {
        using var response = await node.SendAsync(HttpMethod.Post, Records, TestRecords.Department, "issuer", "{}", TestRecords.NewKey());

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal([], ApiSchema.Find("ProblemBody").Differences(problem));
    }

    [Fact]
    public async Task BatchLines_AcceptedAndRefused_MatchTheDescription()
    {
        var lines = TestRecords.Line(TestRecords.NewKey()).ToJsonString() + "\n{}\n";
        using var response = await node.SendAsync(HttpMethod.Post, Records + "/batch", TestRecords.Department, "issuer", lines, type: "application/x-ndjson");

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal([], ApiSchema.Find("LineAnswerBody").Differences(JsonNode.Parse(line))));
    }

    /// <summary>Sends a valid body with one change, and returns whether it was accepted.</summary>
    private async Task<bool> IsTakenAsync(string body, Action<JsonObject> change)
    {
        switch (body)
        {
            case "RecordRequestBody" or "SubjectBody":
                var record = TestRecords.Completion();
                change(body == "SubjectBody" ? record["subject"]!.AsObject() : record);
                return await SendAsync(Records, "issuer", record);
            case "StatusBody":
                var status = new JsonObject { ["status"] = "suspended", ["reason"] = "test" };
                change(status);
                var issued = await node.JsonAsync(HttpMethod.Post, Records, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
                return await SendAsync($"{Records}/{issued["id"]}/status", "issuer", status);
            case "TokenBody":
                var token = new JsonObject { ["name"] = TestRecords.NewKey(), ["role"] = "verifier" };
                change(token);
                return await SendAsync("/v1/departments/education/tokens", "operator", token);
            default:
                var bundle = JsonNode.Parse((await node.IssueFinalAsync()).Bundle)!.AsObject();
                change(body == "BundleAnchorBody" ? bundle["anchor"]!.AsObject() : bundle);
                return await SendAsync("/v1/verify", null, bundle);
        }
    }

    private async Task<bool> SendAsync(string address, string? role, JsonObject body)
    {
        using var response = await node.SendAsync(HttpMethod.Post, address, TestRecords.Department, role, body.ToJsonString(), TestRecords.NewKey(), prefer: "wait=0");
        Assert.True((int)response.StatusCode < 500);
        return response.IsSuccessStatusCode;
    }
}
