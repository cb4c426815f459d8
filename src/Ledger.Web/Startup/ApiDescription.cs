using Ledger.Web.Access;
using Microsoft.OpenApi;

namespace Ledger.Web.Startup;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>; committed as <c>openapi.v1.json</c> and compared by a test.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token";

    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Ledger",
                Version = "v1",
                Description = "Records that departments issue, prove and take back, and that strangers verify. 部门签发、证明、撤销,任何人可核验的记录。",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of the department in the address." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredRoles>().FirstOrDefault() is { } required)
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
                operation.Description = (operation.Description + " Roles 角色: " + string.Join(", ", required.Roles).ToLowerInvariant() + ".").Trim();
            }

            return Task.CompletedTask;
        });
    });
}
