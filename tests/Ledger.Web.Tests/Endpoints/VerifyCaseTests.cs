using System.Net;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>
/// Tests inputs that people send to <c>POST /v1/verify</c> (<c>tests/vectors/cases/verify</c>). A readable bundle gets a report, and nothing else does.
/// The bundles are from a chain that this node is not on.
/// </summary>
public sealed class VerifyCaseTests(RunningNode node)
{
    private static readonly JsonArray Cases = JsonNode.Parse(File.ReadAllBytes(PathOf("cases.json")))!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Verify_Case_GivesTheRightAnswer(int number)
    {
        var row = Cases[number]!;
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(PathOf((string)row["file"]!), TestContext.Current.CancellationToken));
        content.Headers.ContentType = new("application/json");

        using var response = await node.Http.PostAsync("/v1/verify", content, TestContext.Current.CancellationToken);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var refusal = (string?)row["code"] switch { "LDG8513" => "LDG9009", "LDG8514" => "LDG9010", _ => null };
        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(refusal, (string?)answer["code"]);
        Assert.Equal(refusal is null, answer["verdict"] is not null);
        if (refusal is null)
        {
            var isForm = ((string?)row["code"])?.StartsWith("form", StringComparison.Ordinal) == true;
            Assert.Equal(isForm ? "failed" : "passed", (string?)answer["checks"]![0]!["outcome"]);
        }
    }

    private static string PathOf(string name) => Path.Combine(ApiDocument.FindSources(), "tests", "vectors", "cases", "verify", name);
}
