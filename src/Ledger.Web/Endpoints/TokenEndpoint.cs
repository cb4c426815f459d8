using System.Text.Json;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Http;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Creates, lists and withdraws the tokens of a department's desks and programs.</summary>
internal static class TokenEndpoint
{
    private const int MaxBody = 4096;

    private static readonly string[] RoleNames = [.. Enum.GetValues<Role>().Select(NameOf)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/departments/{department}/tokens").WithTags("Tokens 令牌");
        group.MapPost("", CreateAsync).RequireRole(Role.Operator).WithName("createToken")
            .WithSummary("Make a token. It is shown once. 创建令牌，仅显示一次。")
            .WithDescription("The name is the key of the request: a second token of the same name is refused with 409. "
                + "It expires a year from now, or at `expiresAt`.")
            .Takes<TokenBody>("application/json").Produces<TokenAnswer>(201).ProducesProblems(400, 409, 413);
        group.MapGet("", List).RequireRole(Role.Operator).WithName("listTokens")
            .WithSummary("List the tokens, those in force first. 列出令牌，有效的在前。").Produces<TokenList>();
        group.MapDelete("{tokenid}", Withdraw).RequireRole(Role.Operator).WithName("withdrawToken")
            .WithSummary("Withdraw a token: it cannot be used from now on. 撤回令牌，立即失效。")
            .WithDescription("A repeat has the first answer. The last operator token in force of a department is refused with 409: issue another first.")
            .Produces<TokenRow>().ProducesProblems(409);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AccessTokens tokens, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await RequestBodies.ReadAsync(context.Request, MaxBody, cancellationToken) is not { } body)
        {
            return ProblemAnswers.From(RequestRefusals.TooLarge(MaxBody));
        }

        if (context.FindTokenFault() is { } fault)
        {
            return ProblemAnswers.From(fault);
        }

        var department = context.Department().Profile.Id;
        var read = Read(body, department, clock.GetUtcNow());
        if (read.Refusal is { } refusal)
        {
            return ProblemAnswers.From(refusal);
        }

        var wanted = read.Required;
        return tokens.Issue(wanted.Holder, wanted.ExpiresAt, Caller(context)) is { } issued
            ? TypedResults.Created($"{context.Request.Path}/{issued.Entry.Id}", new TokenAnswer(
                issued.Entry.Id, wanted.Holder.Name, department.ToString(), NameOf(wanted.Holder.Role), issued.Entry.ExpiresAt!.Value, issued.Token)) // A new token always expires.
            : ProblemAnswers.From(AccessFaults.NameTaken);
    }

    private static IResult List(HttpContext context, AccessTokens tokens, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new TokenList([.. tokens.List(context.Department().Profile.Id).Select(entry => RowOf(entry, now))], tokens.RestoredAsOf));
    }

    private static IResult Withdraw(HttpContext context, AccessTokens tokens, TimeProvider clock, string tokenid)
    {
        var withdrawn = tokens.Withdraw(context.Department().Profile.Id, tokenid, mayBeLast: false, Caller(context));
        return withdrawn.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(RowOf(withdrawn.Required, clock.GetUtcNow()));
    }

    private static TokenRow RowOf(TokenEntry entry, DateTimeOffset now) => new(
        entry.Id, entry.Holder.Name, NameOf(entry.Holder.Role), JsonNamingPolicy.CamelCase.ConvertName(entry.StateAt(now).ToString()),
        entry.IssuedAt, entry.IssuedBy, entry.ExpiresAt, entry.WithdrawnAt, entry.WithdrawnBy);

    private static string Caller(HttpContext context) => "token:" + context.Caller().Name;

    private static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    private static Outcome<Wanted> Read(byte[] utf8, DepartmentId department, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
            return Read(new JsonForm(document.RootElement), department, now);
        }
        catch (JsonException)
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "", "应为含 name 与 role 的 JSON 对象。", "It must be a JSON object with name and role.");
        }
        catch (InvalidOperationException)
        {
            // RFC 8259 section 8.2: an escape may name a surrogate without its partner, which no text can hold.
            return Refusal.At(AccessFaults.TokenRequestMalformed, "", "有文本不是有效的 Unicode。", "A text in it is not valid Unicode.");
        }
    }

    private static Outcome<Wanted> Read(JsonForm form, DepartmentId department, DateTimeOffset now)
    {
        var name = form.Text("name", TokenHolder.MaxNameLength);
        var role = form.Text("role", TokenHolder.MaxNameLength);
        var expiresAt = form.OptionalTime("expiresAt");
        form.RefuseOthers("name", "role", "expiresAt");
        if (form.Violations.Count > 0)
        {
            return new Refusal(AccessFaults.TokenRequestMalformed, [.. form.Violations]);
        }

        if (!TokenHolder.IsName(name))
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "/name", "应为可见文本。", "It must be visible text.");
        }

        if (expiresAt is { } until && !TokenLifetime.Allows(now, until))
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "/expiresAt", "应在当前时间之后、十年之内。", "It must lie ahead, and within ten years.");
        }

        var known = Array.IndexOf(RoleNames, role);
        return known >= 0
            ? new Wanted(new TokenHolder(name, department, Enum.GetValues<Role>()[known]), expiresAt)
            : Refusal.At(AccessFaults.TokenRequestMalformed, "/role",
                $"应为 {string.Join("、", RoleNames)} 之一。", $"It must be one of {string.Join(", ", RoleNames)}.");
    }

    private sealed record Wanted(TokenHolder Holder, DateTimeOffset? ExpiresAt);
}
