using System.Globalization;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>Lists the records of a department, newest first, in pages.</summary>
internal static class RecordListEndpoint
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    /// <summary>Describes the query parameters of the list.</summary>
    public static RouteHandlerBuilder DescribesList(this RouteHandlerBuilder route) => route
        .DescribesQuery("limit", "The greatest number of records on a page, 1 to 200. The default is 50. 每页最多条数。", DescribeLimit)
        .DescribesQuery("cursor", "The value of `next` on the page before. 上一页的 next。", _ => { })
        .DescribesQuery("status", "Only records that have this status now. 仅当前状态为此的记录。", schema =>
            schema.Enum = [.. Enum.GetValues<EntryStatus>().Select(status => (System.Text.Json.Nodes.JsonNode)StatusNames.Format(status))])
        .DescribesQuery("type", "Only records of this type, one of GET /v1/types. 仅此类型的记录。", _ => { })
        .DescribesQuery("from", "Only records logged at this time or later. It must not be later than `to`. Fractions of a second are allowed. 仅此时及之后写入的记录。", schema => schema.Format = "date-time")
        .DescribesQuery("to", "Only records logged before this time. Fractions of a second are allowed. 仅此时之前写入的记录。", schema => schema.Format = "date-time");

    /// <summary>Describes the size of a page.</summary>
    public static void DescribeLimit(OpenApiSchema schema) =>
        (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Integer, "1", LargestPage.ToString(CultureInfo.InvariantCulture));

    public static async Task<IResult> ListAsync(
        HttpContext context, RecordTypeCatalogue catalogue, CancellationToken cancellationToken, string? limit = null, string? cursor = null, string? status = null, string? type = null,
        [FromQuery(Name = "from")] string? from = null, string? to = null)
    {
        var query = new QueryReader();
        var size = query.Limit(limit, DefaultPage, LargestPage);
        var before = query.Cursor(cursor);
        var (start, end) = query.Span(from, to);
        var filter = new RecordFilter(query.Status("status", status), query.Type("type", type, catalogue), start, end);
        if (query.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var listed = await new ListRecords(context.Department(), context.Caller()).ExecuteAsync(filter, before, size, cancellationToken);
        return listed.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(RecordAnswers.ToBody(listed.Required));
    }
}
