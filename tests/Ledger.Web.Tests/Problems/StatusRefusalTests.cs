using System.Net;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Problems;

/// <summary>Tests the refusals of a request to change a status.</summary>
public sealed class StatusRefusalTests(RunningNode node)
{
    private const string NoRecord = "01890000-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("{\"status\":", "LDG2001", "")]
    [InlineData("{\"status\":\"revoked\",\"status\":\"active\"}", "LDG2003", "/status")]
    [InlineData("{\"status\":\"revoked\",\"reason\":1.5}", "LDG2014", "/reason")]
    [InlineData("{}", "LDG5008", "/status", "/reason")]
    [InlineData("[]", "LDG5008", "")]
    [InlineData("{\"status\":7,\"reason\":[],\"successor\":{},\"why\":1}", "LDG5008", "/status", "/reason", "/successor", "/why")]
    [InlineData("{\"status\":\"expired\",\"reason\":\"x\"}", "LDG5008", "/status")]
    [InlineData("{\"status\":\"Revoked\",\"reason\":\"x\"}", "LDG5008", "/status")]
    [InlineData("{\"status\":\"superseded\",\"reason\":\"x\",\"successor\":\"17\"}", "LDG5008", "/successor")]
    [InlineData("{\"status\":\"revoked\",\"reason\":\" \"}", "LDG5007", "/reason")]
    [InlineData("{\"status\":\"revoked\",\"reason\":\"\"}", "LDG5007", "/reason")]
    [InlineData("{\"status\":\"superseded\",\"reason\":\"x\"}", "LDG5004", "/successor")]
    [InlineData("{\"status\":\"superseded\",\"reason\":\"x\",\"successor\":\"" + NoRecord + "\"}", "LDG5005", "/successor")]
    [InlineData("{\"status\":\"withdrawn\",\"reason\":\"x\"}", "LDG5006")]
    [InlineData("{\"status\":\"active\",\"reason\":\"x\"}", "LDG5003")]
    public async Task ChangeStatus_OfAnActiveRecord_RefusesInvalidRequests(string body, string code, params string[] places)
    {
        using var response = await PostAsync(await IssueAsync(), body);

        await Problem.AssertAsync(response, code, places);
    }

    [Fact]
    public async Task ChangeStatus_WithAReasonOver500Characters_IsRefused()
    {
        using var response = await PostAsync(await IssueAsync(), Body("revoked", new string('理', 501)));

        await Problem.AssertAsync(response, "LDG5008", "/reason");
    }

    [Fact]
    public async Task ChangeStatus_WithABodyOverItsLimit_IsRefused()
    {
        using var response = await PostAsync(await IssueAsync(), new string(' ', (16 * 1024) + 1));

        await Problem.AssertAsync(response, "LDG9007", "");
    }

    [Theory]
    [InlineData("suspended", "suspended", "LDG5003")]
    [InlineData("revoked", "active", "LDG5002")]
    [InlineData("revoked", "suspended", "LDG5002")]
    [InlineData("revoked", "revoked", "LDG5002")]
    [InlineData("superseded", "active", "LDG5002")]
    public async Task ChangeStatus_ForbiddenTransition_IsRefused(string first, string then, string code)
    {
        var id = await IssueAsync();
        await node.ChangeStatusAsync(id, first, first == "superseded" ? await IssueAsync() : null);

        using var response = await PostAsync(id, Body(then));

        await Problem.AssertAsync(response, code);
    }

    [Fact]
    public async Task ChangeStatus_WithASuccessorForAnotherStatus_IsRefused()
    {
        var body = JsonNode.Parse(Body("revoked"))!;
        body["successor"] = await IssueAsync();

        using var response = await PostAsync(await IssueAsync(), body.ToJsonString());

        await Problem.AssertAsync(response, "LDG5004", "/successor");
    }

    [Fact]
    public async Task ChangeStatus_ToSupersededByItself_IsRefused()
    {
        var id = await IssueAsync();
        var body = JsonNode.Parse(Body("superseded"))!;
        body["successor"] = id;

        using var response = await PostAsync(id, body.ToJsonString());

        await Problem.AssertAsync(response, "LDG5005", "/successor");
    }

    [Fact]
    public async Task ChangeStatus_ToSupersededByARevokedRecord_IsRefused()
    {
        var revoked = await IssueAsync();
        await node.ChangeStatusAsync(revoked, "revoked");
        var body = JsonNode.Parse(Body("superseded"))!;
        body["successor"] = revoked;

        using var response = await PostAsync(await IssueAsync(), body.ToJsonString());

        await Problem.AssertAsync(response, "LDG5005", "/successor");
    }

    [Theory]
    [InlineData(NoRecord)]
    [InlineData("not-an-id")]
    public async Task ChangeStatus_OfAnUnknownRecord_IsRefused(string id)
    {
        using var response = await PostAsync(id, Body("revoked"));

        await Problem.AssertAsync(response, "LDG5001");
    }

    [Fact]
    public async Task ChangeStatus_WithoutAKey_IsRefused()
    {
        using var response = await node.SendAsync(
            HttpMethod.Post, $"{TestRecords.Root}/{NoRecord}/status", TestRecords.Department, "issuer", Body("revoked"));

        await Problem.AssertAsync(response, "LDG2012");
    }

    [Fact]
    public async Task ChangeStatus_WithAMalformedKey_IsRefused()
    {
        using var response = await PostAsync(NoRecord, Body("revoked"), "two words");

        await Problem.AssertAsync(response, "LDG2013");
    }

    [Fact]
    public async Task ChangeStatus_AKeyAgain_ReturnsTheFirstAnswerOrRefusesAnotherBody()
    {
        var (id, key) = (await IssueAsync(), TestRecords.NewKey());

        using var first = await PostAsync(id, Body("suspended"), key);
        using var again = await PostAsync(id, Body("suspended"), key);
        using var other = await PostAsync(id, Body("revoked"), key);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await IndexAsync(first), await IndexAsync(again));
        await Problem.AssertAsync(other, "LDG2011");
    }

    [Fact]
    public async Task ChangeStatus_AKeyAgainAfterTheSuccessorWasRevoked_StillReturnsTheFirstAnswer()
    {
        var (id, successor, key) = (await IssueAsync(), await IssueAsync(), TestRecords.NewKey());
        var body = JsonNode.Parse(Body("superseded"))!;
        body["successor"] = successor;
        using var first = await PostAsync(id, body.ToJsonString(), key);
        await node.ChangeStatusAsync(successor, "revoked");

        using var again = await PostAsync(id, body.ToJsonString(), key);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await IndexAsync(first), await IndexAsync(again));
    }

    [Fact]
    public async Task ChangeStatus_WithTheKeyOfARecord_IsRefused()
    {
        var key = TestRecords.NewKey();
        var issued = await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), key);

        using var response = await PostAsync(issued["id"]!.GetValue<string>(), Body("revoked"), key);

        await Problem.AssertAsync(response, "LDG2011");
    }

    private static string Body(string status, string reason = "测试 test") => new JsonObject { ["status"] = status, ["reason"] = reason }.ToJsonString();

    private static async Task<long> IndexAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["index"]!.GetValue<long>();

    private async Task<string> IssueAsync()
    {
        var issued = await node.JsonAsync(
            HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
        return issued["id"]!.GetValue<string>();
    }

    private Task<HttpResponseMessage> PostAsync(string id, string body, string? key = null) => node.SendAsync(
        HttpMethod.Post, $"{TestRecords.Root}/{id}/status", TestRecords.Department, "issuer", body, key ?? TestRecords.NewKey());
}
