using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests that a filtered list shows exactly the matching records, on any number of pages.</summary>
public sealed class ListFilterTests(RunningNode node)
{
    private const string Department = "employment";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task List_WithAnyFilter_ShowsOnItsPagesTheMatchingRecordsOfTheWholeList(int limit)
    {
        var all = await ReadAsync("", 200);
        var middle = all[all.Count / 2];
        var (type, from, to) = (middle["type"]!.GetValue<string>(), all[all.Count * 3 / 4]["at"]!.GetValue<DateTimeOffset>(), middle["at"]!.GetValue<DateTimeOffset>());
        var (low, high) = (Seconds(from), Seconds(to));
        var queries = new (string Query, Func<JsonNode, bool> Fits)[]
        {
            ("status=active", row => row["status"]!.GetValue<string>() == "active"),
            ("status=revoked", row => row["status"]!.GetValue<string>() == "revoked"),
            ($"type={Uri.EscapeDataString(type)}", row => row["type"]!.GetValue<string>() == type),
            ($"from={Text(low)}", row => row["at"]!.GetValue<DateTimeOffset>() >= low),
            ($"to={Text(high)}", row => row["at"]!.GetValue<DateTimeOffset>() < high),
            ($"from={Text(low)}&to={Text(high)}", row => row["at"]!.GetValue<DateTimeOffset>() is var at && at >= low && at < high),
            ($"from={Uri.EscapeDataString(Printed(middle))}", row => row["at"]!.GetValue<DateTimeOffset>() >= to),
            ($"from={Printed(middle)}&to={Printed(middle)}", _ => false),
            ($"to={Printed(middle)}", row => row["at"]!.GetValue<DateTimeOffset>() < to),
            ("to=2000-01-01T00:00:00Z", _ => false),
            ("from=2100-01-01T00:00:00Z", _ => false),
            ($"status=active&type={Uri.EscapeDataString(type)}&to={Text(high)}", row =>
                row["status"]!.GetValue<string>() == "active" && row["type"]!.GetValue<string>() == type && row["at"]!.GetValue<DateTimeOffset>() < high),
        };

        foreach (var (query, fits) in queries)
        {
            Assert.Equal(all.Where(fits).Select(IdOf), (await ReadAsync("&" + query, limit)).Select(IdOf));
        }
    }

    [Fact]
    public async Task List_ByStatus_FollowsAChange()
    {
        var id = (await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey()))["id"]!.GetValue<string>();
        await node.ChangeStatusAsync(id, "suspended");

        var suspended = await node.JsonAsync(HttpMethod.Get, TestRecords.Root + "?status=suspended&limit=200", TestRecords.Department);
        var active = await node.JsonAsync(HttpMethod.Get, TestRecords.Root + "?status=active&limit=200", TestRecords.Department);

        Assert.Contains(id, suspended["records"]!.AsArray().Select(row => IdOf(row!)));
        Assert.DoesNotContain(id, active["records"]!.AsArray().Select(row => IdOf(row!)));
    }

    [Theory]
    [InlineData("asOf")]
    [InlineData("as_of")]
    public async Task Read_AsOfATime_ShowsTheStatusOfThatTime(string name)
    {
        var id = (await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey()))["id"]!.GetValue<string>();
        var at = (await node.JsonAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}", TestRecords.Department))["at"]!.GetValue<DateTimeOffset>();
        var whenIssued = Seconds(at).AddSeconds(1);
        await Eventually.IsTrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > whenIssued.AddSeconds(1)), "a second has gone by");
        await node.ChangeStatusAsync(id, "suspended");

        var then = await node.JsonAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}?{name}={Text(whenIssued)}", TestRecords.Department);
        var now = await node.JsonAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}", TestRecords.Department);
        using var before = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}?{name}={Text(whenIssued.AddDays(-1))}", TestRecords.Department, "issuer");

        Assert.Equal(("active", "suspended"), (then["status"]!.GetValue<string>(), now["status"]!.GetValue<string>()));
        Assert.Null(then["statusReason"]);
        await Problems.Problem.AssertAsync(before, "LDG7001");
    }

    // The time as the answer printed it, with an unencoded plus sign, as people paste it.
    private static string Printed(JsonNode row) => row["at"]!.ToString();

    private static string IdOf(JsonNode row) => row["id"]!.GetValue<string>();

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads all pages of the list of a department that no other test writes to.</summary>
    private async Task<List<JsonNode>> ReadAsync(string filter, int limit)
    {
        var rows = new List<JsonNode>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = await node.JsonAsync(
                HttpMethod.Get, $"/v1/departments/{Department}/records?limit={limit}{filter}" + (cursor is null ? "" : "&cursor=" + cursor), Department);
            rows.AddRange(page["records"]!.AsArray().Select(row => row!));
            next = page["next"]?.GetValue<string>();
        }

        return rows;
    }
}
