using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Finds the records of a person, and lists who looked at them. The person is in the body of the request, because addresses are logged. Each handler
/// reads its input, calls one use case and writes the answer.
/// </summary>
internal static class SubjectEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/departments/{department}").WithTags("Residents 居民");
        group.MapPost("subjects/search", SearchAsync).RequireRole(SearchSubject.Roles).WithName("searchSubject")
            .WithSummary("Find the records of a person. 查找某人的记录。")
            .WithDescription("Give the whole number of an identity document. A person whom the department does not know has no records. "
                + "The search is logged before it is answered, as one entry in the resident's list. With `claims` the claims are shown, too.")
            .Takes<SubjectSearchBody>("application/json").Produces<FoundRecordPage>().ProducesProblems(400, 410, 413, 422, 503);
        group.MapPost("subjects/disclosures", ListAsync).RequireRole(ListDisclosures.Roles).WithName("listDisclosures")
            .WithSummary("List who looked at a person's claims, each read with its proof. 查看谁看过某人的内容。")
            .WithDescription("For the resident at a counter, and for the department's auditors, who do not see which claims were read. "
                + "Looking at the list is logged too, before the list is shown.")
            .Takes<DisclosureSearchBody>("application/json").Produces<DisclosurePageBody>().ProducesProblems(400, 410, 413, 422, 503);
        group.MapPost("records/search", SearchRecordsAsync).RequireRole(SearchRecords.Roles).WithTags("Records 记录").WithName("searchRecords")
            .WithSummary("Search records by document number, type, status and time. 按编号、类型、状态、时间查找记录。")
            .Takes<RecordSearchBody>("application/json").Produces<RecordPage>().ProducesProblems(400, 413, 422);
        group.MapGet("records/{id}/disclosures", ListOfRecordAsync).RequireRole(ListDisclosures.Roles).WithTags("Records 记录").WithName("listRecordDisclosures")
            .WithSummary("List who looked at a record's claims, each read with its proof. 查看谁看过某条记录。")
            .WithDescription("Needs `purpose`: looking at the list is logged too.")
            .DescribesQuery("limit", "The greatest number of lines on a page, 1 to 200. The default is 50. 每页最多条数。", RecordListEndpoint.DescribeLimit)
            .DescribesQuery("cursor", "The value of `next` on the page before. 上一页的 next。", _ => { })
            .DescribesPurpose()
            .Produces<DisclosurePageBody>().ProducesProblems(400, 410, 422, 503);
        group.MapGet("complaints", ListComplaintsAsync).RequireRole(ListComplaints.Roles).WithName("listComplaints")
            .WithSummary("List what residents said about reads of their claims. 查看居民对查看记录的投诉。")
            .WithDescription("Needs `purpose`: each resident of the page sees the look in their list. The answer does not say who a resident is.")
            .DescribesQuery("limit", "The greatest number of complaints on a page, 1 to 200. The default is 50. 每页最多条数。", RecordListEndpoint.DescribeLimit)
            .DescribesQuery("cursor", "The value of `next` on the page before. 上一页的 next。", _ => { })
            .DescribesPurpose()
            .Produces<ComplaintPageBody>().ProducesProblems(400, 422, 503);
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context, RecordTypeCatalogue types, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = await AdmittedBody.ReadAsync(context, SearchRequest.MaxLength, body => SearchRequest.ReadPerson(body, types, purposes, clock.GetUtcNow()), cancellationToken);
        if (request.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var found = await new SearchSubject(context.Department(), context.Caller()).ExecuteAsync(request.Required, cancellationToken);
        return found.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(SubjectAnswers.ToBody(found.Required));
    }

    private static async Task<IResult> SearchRecordsAsync(HttpContext context, RecordTypeCatalogue types, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = await AdmittedBody.ReadAsync(context, SearchRequest.MaxLength, body => SearchRequest.ReadRecords(body, types, clock.GetUtcNow()), cancellationToken);
        if (request.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var found = await new SearchRecords(context.Department(), context.Caller()).ExecuteAsync(request.Required, cancellationToken);
        return found.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(RecordAnswers.ToBody(found.Required));
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, RecordTypeCatalogue types, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var read = await AdmittedBody.ReadAsync(context, SearchRequest.MaxLength, body => SearchRequest.ReadDisclosures(body, types, purposes, clock.GetUtcNow()), cancellationToken);
        if (read.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var request = read.Required;
        if (request is not { Person: { } person, Purpose: { } purpose })
        {
            return ProblemAnswers.From(DisclosureFaults.PurposeMissing);
        }

        var listed = await new ListDisclosures(context.Department(), context.Caller(), purposes, clock)
            .ExecuteAsync(person, purpose, request.Before, request.Size, cancellationToken);
        return listed.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(SubjectAnswers.ToBody(listed.Required, purposes));
    }

    private static async Task<IResult> ListOfRecordAsync(
        HttpContext context, string id, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        var query = new QueryReader();
        var size = query.Limit(limit, SearchRequest.DefaultSize, SearchRequest.LargestSize);
        var before = query.Cursor(cursor);
        if (query.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var purpose = PurposeQuery.Read(context.Request, purposes, clock.GetUtcNow());
        if (purpose.Refusal is { } notPermitted)
        {
            return ProblemAnswers.From(notPermitted);
        }

        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.From(ProvingFaults.RecordNotFound);
        }

        var listed = await new ListDisclosures(context.Department(), context.Caller(), purposes, clock)
            .ExecuteAsync(record, purpose.Required, before, size, cancellationToken);
        return listed.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(SubjectAnswers.ToBody(listed.Required, purposes));
    }

    private static async Task<IResult> ListComplaintsAsync(
        HttpContext context, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        var query = new QueryReader();
        var size = query.Limit(limit, SearchRequest.DefaultSize, SearchRequest.LargestSize);
        var before = query.Cursor(cursor);
        if (query.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var purpose = PurposeQuery.Read(context.Request, purposes, clock.GetUtcNow());
        if (purpose.Refusal is { } notPermitted)
        {
            return ProblemAnswers.From(notPermitted);
        }

        var listed = await new ListComplaints(context.Department(), context.Caller()).ExecuteAsync(purpose.Required, before, size, cancellationToken);
        return listed.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(SubjectAnswers.ToBody(listed.Required, purposes));
    }
}
