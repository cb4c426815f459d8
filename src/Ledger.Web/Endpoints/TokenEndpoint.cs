using System.Text.Json;
using Ledger.Access;
using Ledger.Issuing;
using Ledger.Web.Access;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Making tokens for the desks and programs of a department.</summary>
internal static class TokenEndpoint
{
    private const int MaxBody = 4096;
    private const int MaxName = 60;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/departments/{department}/tokens", CreateAsync)
        .RequireRole(Role.Operator).WithTags("Tokens 令牌").WithName("createToken")
        .WithSummary("Make a token. It is shown once. 创建令牌,仅显示一次。")
        .WithDescription("The name is the key of the request: a second token of the same name is refused with 409.")
        .Accepts<TokenBody>("application/json").Produces<TokenAnswer>(201).ProducesProblems(400, 401, 403, 409);

    private static async Task<IResult> CreateAsync(HttpContext context, TokenFile tokens, CancellationToken cancellationToken)
    {
        var body = await Bodies.ReadAsync(context.Request, MaxBody, cancellationToken);
        if (body is null || Read(body) is not { } wanted)
        {
            return ProblemAnswers.Of(AccessFaults.TokenRequestMalformed);
        }

        var department = context.Department().Profile.Id;
        return tokens.Create(new TokenHolder(wanted.Name, department, wanted.Role)) is { } token
            ? TypedResults.Created((string?)null, new TokenAnswer(
                wanted.Name, department.ToString(), JsonNamingPolicy.CamelCase.ConvertName(wanted.Role.ToString()), token))
            : ProblemAnswers.Of(AccessFaults.NameTaken);
    }

    private static (string Name, Role Role)? Read(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
            var form = new JsonForm(document.RootElement);
            var name = form.Text("name", MaxName);
            var role = form.Text("role", MaxName);
            form.RefuseOthers("name", "role");
            var known = Enum.GetValues<Role>().Where(candidate => JsonNamingPolicy.CamelCase.ConvertName(candidate.ToString()) == role).ToList();
            return form.Violations.Count == 0 && name.Length > 0 && !name.Any(char.IsControl) && known.Count == 1 ? (name, known[0]) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
