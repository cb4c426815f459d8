using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests that a node serves the committed API description, and that it describes every route.</summary>
public sealed class OpenApiTests(RunningNode node)
{
    private const string Update = "LEDGER_UPDATE_OPENAPI";
    private static readonly string[] Pages =
    [
        "GET /check/browser/", "GET /docs/", "GET /openapi/", "GET /metrics", "GET /sign-in", "POST /sign-out", "GET /sign-out", "GET /signed-out", "GET /demo-provider/",
        "POST /demo-provider/",
    ];

    [Fact]
    public async Task OpenApi_OfARunningNode_IsTheCommittedDocument()
    {
        var served = await node.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken) + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(ApiDocument.Path, served, TestContext.Current.CancellationToken);
        }

        var committed = await File.ReadAllTextAsync(ApiDocument.Path, TestContext.Current.CancellationToken);

        Assert.True(served == committed,
            $"The API changed. If that is meant, run this test with {Update}=1 and commit src/Ledger.Web/openapi.v1.json; version 1 may only grow.");
    }

    [Fact]
    public void OpenApi_IsVersion31()
    {
        var document = JsonNode.Parse(File.ReadAllText(ApiDocument.Path))!;

        Assert.Matches("^3\\.1\\.[0-9]+$", document["openapi"]!.GetValue<string>());
        Assert.Null(document["servers"]);
    }

    [Fact]
    public void OpenApi_DescribesEveryRouteExceptPagesAndMetrics()
    {
        var described = ApiDocument.Operations.Select(operation => $"{operation.Method} {operation.Path}");

        var mapped = Surface.Routes.Select(route => $"{route.Method} {route.Pattern.Replace("{**path}", "{path}", StringComparison.Ordinal)}")
            .Where(route => !Pages.Any(page => route.StartsWith(page, StringComparison.Ordinal)));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OpenApi_SummarisesEveryOperationInBothLanguages() => Assert.All(ApiDocument.Operations, operation =>
    {
        var summary = operation.Operation["summary"]!.GetValue<string>();
        Assert.Matches("[A-Za-z]{3}", summary);
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}", summary);
        Assert.NotNull(operation.Operation["operationId"]);
    });

    [Fact]
    public void OpenApi_DescribesEveryPartOfAnAddress() => Assert.All(ApiDocument.Operations, operation =>
    {
        var described = (operation.Operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => parameter!["in"]!.GetValue<string>() == "path").Select(parameter => parameter!["name"]!.GetValue<string>());
        Assert.Equal(
            System.Text.RegularExpressions.Regex.Matches(operation.Path, "\\{([a-z]+)}").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            described.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void OpenApi_ListsTheProblemsOfEveryRoute() => Assert.All(ApiDocument.Operations, operation =>
    {
        string[] expected =
        [
            .. operation.Operation["security"] is null ? (string[])[] : ["401", "403", "404"],
            .. operation.Operation["requestBody"] is null ? (string[])[] : ["415"],
            "500",
        ];
        var listed = operation.Operation["responses"]!.AsObject();
        Assert.All(expected, status => Assert.Equal(
            "#/components/schemas/ProblemBody", listed[status]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>()));
        Assert.Contains(listed, response => response.Key.StartsWith('2'));
    });

    [Fact]
    public void OpenApi_RequiresATokenExactlyWhereTheProgramDoes()
    {
        var secured = ApiDocument.Operations.Where(operation => operation.Operation["security"] is not null)
            .Select(operation => $"{operation.Method} {operation.Path}");

        var gated = Surface.Routes.Where(route => route.Roles.Count > 0).Select(route => $"{route.Method} {route.Pattern}");
        Assert.Equal(gated.Order(StringComparer.Ordinal), secured.Order(StringComparer.Ordinal));
    }
}
