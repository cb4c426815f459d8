using System.Text.Json;
using Ledger.Access;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Http;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Creates, lists and withdraws the tokens of a department's desks and programs.</summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/departments/{department}/tokens").WithTags("Tokens 令牌");
        group.MapPost("", CreateAsync).RequireRole(Role.Operator).WithName("createToken")
            .WithSummary("Create a token. It is shown once. 创建令牌，仅显示一次。")
            .WithDescription("The name makes the request unique: a second token of the same name is refused with 409. "
                + "The token expires at `expiresAt`, or a year from now.")
            .Takes<TokenBody>("application/json").Produces<TokenAnswer>(201).ProducesProblems(400, 409, 413);
        group.MapGet("", List).RequireRole(Role.Operator).WithName("listTokens")
            .WithSummary("List the tokens, those in force first. 列出令牌，有效的在前。").Produces<TokenList>();
        group.MapDelete("{tokenid}", Withdraw).RequireRole(Role.Operator).WithName("withdrawToken")
            .WithSummary("Withdraw a token. It is refused from now on. 撤回令牌，立即失效。")
            .WithDescription("A repeat gets the first answer. The last valid operator token of a department cannot be withdrawn (409): create another first.")
            .Produces<TokenRow>().ProducesProblems(409);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AccessTokens tokens, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await RequestBodies.ReadAsync(context.Request, TokenRequest.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.From(RequestRefusals.TooLarge(TokenRequest.MaxLength));
        }

        if (context.FindTokenFault() is { } fault)
        {
            return ProblemAnswers.From(fault);
        }

        var department = context.Department().Profile.Id;
        var read = TokenRequest.Read(body, department, clock.GetUtcNow());
        if (read.Refusal is { } refusal)
        {
            return ProblemAnswers.From(refusal);
        }

        var wanted = read.Required;
        return tokens.Issue(wanted.Holder, wanted.ExpiresAt, Caller(context)) is { } issued
            ? TypedResults.Created($"{context.Request.Path}/{issued.Entry.Id}", new TokenAnswer(
                issued.Entry.Id, wanted.Holder.Name, department.ToString(), RoleNames.Format(wanted.Holder.Role), issued.Entry.ExpiresAt!.Value, issued.Token)) // A new token always expires.
            : ProblemAnswers.From(AccessFaults.NameTaken);
    }

    private static IResult List(HttpContext context, AccessTokens tokens, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new TokenList([.. tokens.List(context.Department().Profile.Id).Select(entry => ToRow(entry, now))], tokens.RestoredAsOf));
    }

    private static IResult Withdraw(HttpContext context, AccessTokens tokens, TimeProvider clock, string tokenid)
    {
        var withdrawn = tokens.Withdraw(context.Department().Profile.Id, tokenid, mayBeLast: false, Caller(context));
        return withdrawn.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ToRow(withdrawn.Required, clock.GetUtcNow()));
    }

    private static TokenRow ToRow(TokenEntry entry, DateTimeOffset now) => new(
        entry.Id, entry.Holder.Name, RoleNames.Format(entry.Holder.Role), JsonNamingPolicy.CamelCase.ConvertName(entry.StateAt(now).ToString()),
        entry.IssuedAt, entry.IssuedBy, entry.ExpiresAt, entry.WithdrawnAt, entry.WithdrawnBy);

    private static string Caller(HttpContext context) => "token:" + context.Caller().Name;
}
