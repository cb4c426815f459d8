using System.Globalization;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>Which records a list shows; null for no limit.</summary>
/// <param name="Status">The status they have.</param>
/// <param name="Type">Their type.</param>
/// <param name="From">The first time at which they were logged.</param>
/// <param name="To">The first time that is too late.</param>
internal sealed record RecordFilter(EntryStatus? Status, string? Type, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A department's records, newest first, a page at a time.</summary>
internal static class RecordList
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;
    private const int MostRead = 4000; // For one page, so that a filter that seldom fits does not read a whole log.

    /// <summary>The query parameters, for the API description.</summary>
    public static RouteHandlerBuilder DescribesList(this RouteHandlerBuilder route) => route
        .DescribesQuery("limit", "How many at most, 1 to 200; 50 without it. 每页最多条数。", schema =>
            (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Integer, "1", LargestPage.ToString(CultureInfo.InvariantCulture)))
        .DescribesQuery("cursor", "What the page before gave as next. 上一页的 next。", _ => { })
        .DescribesQuery("status", "Only records that have this status now. 仅当前状态为此的记录。", schema =>
            schema.Enum = [.. Enum.GetValues<EntryStatus>().Select(status => (System.Text.Json.Nodes.JsonNode)StatusNames.Of(status))])
        .DescribesQuery("type", "Only records of this type, one of GET /v1/types. 仅此类型的记录。", _ => { })
        .DescribesQuery("from", "Only records logged at this time or later; not later than to. A fraction of a second is taken. 仅此时及之后写入的记录。", schema => schema.Format = "date-time")
        .DescribesQuery("to", "Only records logged before this time. A fraction of a second is taken. 仅此时之前写入的记录。", schema => schema.Format = "date-time");

    public static async Task<IResult> ListAsync(
        HttpContext context, RecordTypeCatalogue catalogue, CancellationToken cancellationToken, string? limit = null, string? cursor = null, string? status = null, string? type = null,
        [FromQuery(Name = "from")] string? from = null, string? to = null)
    {
        var queries = new Queries();
        var size = queries.Limit(limit, DefaultPage, LargestPage);
        var before = queries.Cursor(cursor);
        var (start, end) = queries.Span(from, to);
        var filter = new RecordFilter(queries.Status("status", status), queries.Type("type", type, catalogue), start, end);
        return queries.Refusal is { } refusal
            ? ProblemAnswers.Of(refusal)
            : TypedResults.Ok(await ReadAsync(context.Department(), before, size, filter, cancellationToken));
    }

    private static async Task<RecordPage> ReadAsync(
        HostedDepartment department, long before, int size, RecordFilter filter, CancellationToken cancellationToken)
    {
        if (filter.To is { } end)
        {
            before = Math.Min(before, await FirstIndexAtAsync(department.Store, before, end, cancellationToken));
        }

        var rows = new List<RecordRow>();
        var damaged = new SortedSet<long>();
        for (var read = 0; read < MostRead; read += size)
        {
            var page = await SoundEntries.ListRecordsAsync(department.Store, before, size, cancellationToken);
            damaged.UnionWith(page.Damaged);
            foreach (var entry in page.Entries)
            {
                if (filter.From is { } start && Bodies.TimeOf(entry.At) < start)
                {
                    return PageOf(rows, damaged, null); // Times of a log never go back, so all that follow are earlier.
                }

                before = entry.Index;
                try
                {
                    if (await FindRowAsync(department, entry, filter, cancellationToken) is { } row)
                    {
                        rows.Add(row);
                    }
                }
                catch (StoreDamagedException)
                {
                    damaged.Add(entry.Index); // Of a later event of the record: its status is not known.
                }

                if (rows.Count == size)
                {
                    return PageOf(rows, damaged, before);
                }
            }

            before = page.Damaged.Append(before).Min();
            if (page.Entries.Length + page.Damaged.Length < size)
            {
                return PageOf(rows, damaged, null);
            }
        }

        return PageOf(rows, damaged, before);
    }

    /// <summary>The page that ends with an index, or with the list. What is damaged beyond its end belongs to the next one.</summary>
    private static RecordPage PageOf(List<RecordRow> rows, SortedSet<long> damaged, long? end)
    {
        long[] here = [.. damaged.Where(index => index >= (end ?? 0)).OrderDescending()];
        return new RecordPage(rows, end is { } next ? CursorOf(next) : null, here.Length == 0 ? null : here);
    }

    /// <summary>The newest record below an index that can be read.</summary>
    private static async ValueTask<StoredEntry?> FindNewestAsync(ILogStore store, long before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await SoundEntries.ListRecordsAsync(store, before, 1, cancellationToken);
            if (page.Damaged.IsEmpty)
            {
                return page.Entries.FirstOrDefault();
            }

            before = page.Damaged[0];
        }
    }

    private static async ValueTask<RecordRow?> FindRowAsync(
        HostedDepartment department, StoredEntry entry, RecordFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Type is { } type && entry.Type != type)
        {
            return null;
        }

        var status = StatusRules.StatusBy(await department.Store.FindByRecordAsync(entry.Id, cancellationToken));
        return filter.Status is { } wanted && status != wanted
            ? null
            : new RecordRow(entry.Id.ToString(), entry.Type, Bodies.NameOf(entry.Kind), StatusNames.Of(status), entry.Index, Bodies.TimeOf(entry.At));
    }

    /// <summary>The lowest index up to <paramref name="most"/> with no record before it that is as late as the time; found by halving, since times never go back.</summary>
    private static async ValueTask<long> FirstIndexAtAsync(ILogStore store, long most, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var newest = await FindNewestAsync(store, most, cancellationToken);
        var (low, high) = (0L, newest is null ? 0 : newest.Index + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var entry = await FindNewestAsync(store, middle + 1, cancellationToken);
            if (entry is null || Bodies.TimeOf(entry.At) < time)
            {
                low = middle + 1;
            }
            else
            {
                high = entry.Index; // It is as late as the time, so the bound lies at it or below.
            }
        }

        return low;
    }

    private static string CursorOf(long index) => index.ToString(CultureInfo.InvariantCulture);
}
