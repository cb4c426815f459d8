using System.Text.Json;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Web.Access;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Making tokens for the desks and programs of a department.</summary>
internal static class TokenEndpoint
{
    private const int MaxBody = 4096;
    private const int MaxName = 60;

    private static readonly string[] RoleNames = [.. Enum.GetValues<Role>().Select(NameOf)];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/departments/{department}/tokens", CreateAsync)
        .RequireRole(Role.Operator).WithTags("Tokens 令牌").WithName("createToken")
        .WithSummary("Make a token. It is shown once. 创建令牌，仅显示一次。")
        .WithDescription("The name is the key of the request: a second token of the same name is refused with 409.")
        .Takes<TokenBody>("application/json").Produces<TokenAnswer>(201).ProducesProblems(400, 409, 413);

    private static async Task<IResult> CreateAsync(HttpContext context, TokenFile tokens, CancellationToken cancellationToken)
    {
        if (await Bodies.ReadAsync(context.Request, MaxBody, cancellationToken) is not { } body)
        {
            return ProblemAnswers.Of(RequestFaults.TooLarge(MaxBody));
        }

        var department = context.Department().Profile.Id;
        var read = Read(body, department);
        if (read.Refusal is { } refusal)
        {
            return ProblemAnswers.Of(refusal);
        }

        var holder = read.Required;
        return tokens.Create(holder) is { } token
            ? TypedResults.Created((string?)null, new TokenAnswer(holder.Name, department.ToString(), NameOf(holder.Role), token))
            : ProblemAnswers.Of(AccessFaults.NameTaken);
    }

    private static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    private static Outcome<TokenHolder> Read(byte[] utf8, DepartmentId department)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
        }
        catch (JsonException)
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "", "应为含 name 与 role 的 JSON 对象。", "It must be a JSON object with name and role.");
        }

        using (document)
        {
            return Read(new JsonForm(document.RootElement), department);
        }
    }

    private static Outcome<TokenHolder> Read(JsonForm form, DepartmentId department)
    {
        var name = form.Text("name", MaxName);
        var role = form.Text("role", MaxName);
        form.RefuseOthers("name", "role");
        if (form.Violations.Count > 0)
        {
            return new Refusal(AccessFaults.TokenRequestMalformed, [.. form.Violations]);
        }

        if (name.Length == 0 || name.Any(char.IsControl))
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "/name", "应为可见文本。", "It must be visible text.");
        }

        var known = Array.IndexOf(RoleNames, role);
        return known >= 0
            ? new TokenHolder(name, department, Enum.GetValues<Role>()[known])
            : Refusal.At(AccessFaults.TokenRequestMalformed, "/role",
                $"应为 {string.Join("、", RoleNames)} 之一。", $"It must be one of {string.Join(", ", RoleNames)}.");
    }
}
