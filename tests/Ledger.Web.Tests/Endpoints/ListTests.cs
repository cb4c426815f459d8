using System.Text.Json.Nodes;
using Ledger.Verify.Entries;
using Ledger.Verify.Tiles;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests the list of a department's records, page by page.</summary>
public sealed class ListTests(RunningNode node)
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task List_PageByPage_ShowsEveryRecordOnceNewestFirst(int limit)
    {
        // Other tests issue records at the same time. One batch keeps these close together, and paging starts just above them.
        var issued = (await IssueAsync(8)).OrderByDescending(answer => answer["index"]!.GetValue<long>()).ToList();
        var wanted = issued.Select(answer => answer["id"]!.GetValue<string>()).ToList();

        var rows = await ReadUntilAsync(limit, Above(issued[0]), row => row["id"]!.GetValue<string>() == wanted[^1]);

        Assert.Equal(wanted, rows.Select(row => row["id"]!.GetValue<string>()).Where(wanted.Contains));
        var indexes = rows.Select(row => row["index"]!.GetValue<long>()).ToList();
        Assert.Equal(indexes.OrderDescending().Distinct(), indexes);
    }

    [Fact]
    public async Task List_InPagesOfAnySize_IsTheSameList()
    {
        var top = Above((await IssueAsync(50))[^1]);
        var one = await PageAsync(200, top);

        var many = new List<JsonNode>();
        for (var cursor = (string?)top; cursor is not null && many.Count < 200;)
        {
            var page = await PageAsync(40, cursor);
            many.AddRange(page.Rows);
            cursor = page.Next;
        }

        Assert.Equal(one.Rows.Select(IdOf), many.Select(IdOf));
    }

    [Fact]
    public async Task List_ThroughAllPages_ShowsExactlyTheRecordsOfTheLog()
    {
        var (size, logged) = await ReadLogAsync();

        var rows = new List<JsonNode>();
        for (var cursor = (string?)size.ToString(System.Globalization.CultureInfo.InvariantCulture); cursor is not null;)
        {
            var page = await PageAsync(200, cursor);
            rows.AddRange(page.Rows);
            cursor = page.Next;
        }

        Assert.Equal(logged.AsEnumerable().Reverse(), rows.Select(IdOf));
    }

    [Fact]
    public async Task List_ToTheEnd_HasNoNextPage()
    {
        var page = await PageAsync(200, "0");

        Assert.Empty(page.Rows);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task List_ShowsTheStatusAndNothingPersonal()
    {
        var id = IdOf((await IssueAsync(1))[0]);
        await node.ChangeStatusAsync(id, "suspended");

        var rows = await ReadUntilAsync(50, null, row => IdOf(row) == id);

        var row = rows[^1];
        Assert.Equal(["id", "type", "kind", "status", "index", "at"], row.AsObject().Select(member => member.Key));
        Assert.Equal("suspended", row["status"]!.GetValue<string>());
        Assert.Equal("certificate", row["kind"]!.GetValue<string>());
        Assert.Equal("https://city.example/vct/compulsory-education-completion/1", row["type"]!.GetValue<string>());
    }

    private static string IdOf(JsonNode row) => row["id"]!.GetValue<string>();

    private static string Above(JsonNode answer) => (answer["index"]!.GetValue<long>() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads the record ids in the public log, oldest first, and the number of all its entries.</summary>
    private async Task<(long Size, List<string> Records)> ReadLogAsync()
    {
        var (size, records) = (0L, new List<string>());
        await Eventually.IsTrueAsync(async () =>
        {
            records.Clear();
            var note = await node.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
            size = long.Parse(note.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
            for (var first = 0L; first < size; first += 256)
            {
                // The last partial file is deleted when it is full. Then the log is read again.
                var file = EntryBundleId.Holding(first, size);
                using var response = await node.Http.GetAsync("/education/log/" + file.Path, TestContext.Current.CancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    return false;
                }

                var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                Assert.True(EntryBundle.TryDecode(bytes, file.Width, out var entries));
                records.AddRange(entries.Select(Parse).Where(entry => entry.Kind is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent).Select(entry => entry.Id));
            }

            return size > 0;
        }, "the public log is read whole");
        return (size, records);
    }

    private static LogEntry Parse(ReadOnlyMemory<byte> text)
    {
        Assert.True(LogEntry.TryParse(text, out var entry));
        return entry;
    }

    private async Task<List<JsonNode>> IssueAsync(int count)
    {
        var lines = string.Join('\n', Enumerable.Range(0, count).Select(_ => TestRecords.Line(TestRecords.NewKey()).ToJsonString()));
        using var response = await node.SendAsync(
            HttpMethod.Post, TestRecords.Root + "/batch", TestRecords.Department, "issuer", lines, type: "application/x-ndjson");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private async Task<List<JsonNode>> ReadUntilAsync(int limit, string? cursor, Func<JsonNode, bool> isLast)
    {
        var rows = new List<JsonNode>();
        do
        {
            var page = await PageAsync(limit, cursor);
            Assert.InRange(page.Rows.Count, 1, limit);
            foreach (var row in page.Rows)
            {
                rows.Add(row);
                if (isLast(row))
                {
                    return rows;
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        throw new InvalidOperationException("The list ended before the wanted record.");
    }

    private async Task<(List<JsonNode> Rows, string? Next)> PageAsync(int limit, string? cursor)
    {
        var page = await node.JsonAsync(
            HttpMethod.Get, $"{TestRecords.Root}?limit={limit}" + (cursor is null ? "" : "&cursor=" + cursor), TestRecords.Department);
        return ([.. page["records"]!.AsArray().Select(row => row!)], page["next"]?.GetValue<string>());
    }
}
