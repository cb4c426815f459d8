using System.Text.RegularExpressions;
using Ledger.Web.Access;
using Microsoft.OpenApi;

namespace Ledger.Web.Startup;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>. A test compares it with the committed <c>openapi.v1.json</c>.</summary>
internal static partial class ApiDescription
{
    /// <summary>The name of the only security scheme.</summary>
    public const string Scheme = TokenAuthenticationHandler.SchemeName;

    private static readonly Dictionary<string, string> PathParameters = new(StringComparer.Ordinal)
    {
        ["department"] = "A department of this node, as listed at /v1/departments. 部门。",
        ["id"] = "The record id, a UUID version 7. 记录编号。",
        ["path"] = "The path of a tile in C2SP tlog-tiles, such as `0/000.p/5` or `entries/000`. 文件路径。",
        ["hash"] = "The SHA-256 of a migration record, as in the registry: 0x and 64 hexadecimal digits. 迁移记录的散列。",
        ["tokenid"] = "A token's id, as listed; never the token itself. 令牌编号，不是令牌本身。",
        ["name"] = "The type's name. 类型名。",
        ["version"] = "The type's version. 类型版本。",
    };

    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Ledger",
                Version = "v1",
                Description = "Departments issue, prove and revoke records. Anybody can verify them. "
                    + "Every refusal is a problem with a code: /docs/faults. "
                    + "部门签发、证明、撤销，任何人可核验的记录。每个拒绝都有代码：/docs/faults。",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "A token of the department in the address. 地址所示部门的令牌。",
                },
            };
            ApiSchemas.Complete(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribePath(operation, context.Description.RelativePath ?? "");
            operation.Responses = InOrder(operation.Responses ?? []);
            if (DepartmentRoleRequirement.FindIn(context.Description.ActionDescriptor.EndpointMetadata) is { } required)
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
                operation.Description = (operation.Description + " Roles 角色： " + string.Join(", ", required.Roles).ToLowerInvariant() + ".").Trim();
            }

            return Task.CompletedTask;
        });
    });

    // Handlers read parts of the path themselves, so the framework does not describe them. OpenAPI requires a description of each part.
    private static void DescribePath(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (var name in PathPart().Matches(path).Select(match => match.Groups[1].Value))
        {
            if (operation.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } bound)
            {
                operation.Parameters.Remove(bound);
            }

            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = PathParameters[name],
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiResponses InOrder(OpenApiResponses responses)
    {
        var ordered = new OpenApiResponses();
        foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal))
        {
            ordered.Add(status, response);
        }

        return ordered;
    }

    [GeneratedRegex(@"\{\**([a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathPart();
}
