using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests that every address refuses an unknown query parameter by name. If it were ignored, the answer would be for another question.</summary>
public sealed class UnknownQueryTests(RunningNode node)
{
    private const string Id = "01890000-0000-7000-8000-000000000000";

    public static TheoryData<string, string> Operations() => [.. ApiDocument.Operations.Select(operation => (operation.Method, operation.Path))];

    [Theory, MemberData(nameof(Operations))]
    public async Task AnyOperation_WithAParameterItDoesNotTake_NamesIt(string method, string path)
    {
        using var response = await SendAsync(method, path + "?nonsense=1");

        await Problem.AssertAsync(response, "LDG9003", "/nonsense");
    }

    [Theory]
    [InlineData("GET", "/v1/departments/{department}/records", "Status=revoked", "/Status")] // Names are case-sensitive.
    [InlineData("GET", "/v1/departments/{department}/records", "asOf=2026-01-01T00:00:00Z", "/asOf")]
    [InlineData("GET", "/v1/departments/{department}/records/{id}/history", "asOf=2026-01-01T00:00:00Z", "/asOf")]
    [InlineData("GET", "/v1/departments/{department}/records/{id}", "status=revoked&limit=1", "/limit", "/status")]
    [InlineData("GET", "/v1/types", "a/b~c", "/a~1b~0c")]
    [InlineData("POST", "/v1/verify", "asof=2026-01-01T00:00:00Z", "/asof")]
    [InlineData("POST", "/v1/verify", "asOf=2026-01-01T00:00:00Z&as_of=2026-01-01T00:00:00Z", "/as_of")]
    [InlineData("GET", "/v1/departments/{department}/records", "status=gone", "/status")]
    [InlineData("GET", "/v1/departments/{department}/records", "status=", "/status")]
    [InlineData("GET", "/v1/departments/{department}/records", "status=active&status=revoked", "/status")]
    [InlineData("GET", "/v1/departments/{department}/records", "type=", "/type")]
    [InlineData("GET", "/v1/departments/{department}/records", "type=none", "/type")]
    [InlineData("GET", "/v1/departments/{department}/records", "type=senior-card", "/type")]
    [InlineData("GET", "/v1/departments/{department}/records", "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "/from")]
    [InlineData("GET", "/v1/departments/{department}/records", "from=2026-01-01T00:00:00.001Z&to=2026-01-01T00:00:00Z", "/from")]
    [InlineData("GET", "/v1/departments/{department}/records", "from=2026-01-01T00:00:00.Z", "/from")]
    [InlineData("GET", "/v1/departments/{department}/records", "from=2026-01-01T00:00:00.12345678Z", "/from")]
    [InlineData("GET", "/v1/departments/{department}/records", "from=yesterday&to=2026-01-01", "/from", "/to")]
    [InlineData("GET", "/v1/departments/{department}/records/{id}", "asOf=yesterday", "/asOf")]
    [InlineData("GET", "/v1/departments/{department}/records/{id}", "as_of=2100-01-01T00:00:00Z", "/as_of")]
    public async Task Parameter_ThatIsInvalid_IsNamed(string method, string path, string query, params string[] places)
    {
        using var response = await SendAsync(method, $"{path}?{query}");

        await Problem.AssertAsync(response, "LDG9003", places);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/docs/faults")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    public async Task Page_WithAParameter_NamesIt(string path)
    {
        using var response = await node.Http.GetAsync(path + "?nonsense=1", TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9003", "/nonsense");
    }

    [Fact]
    public async Task Type_ThatIsUnknown_NamesTheKnownTypes()
    {
        using var response = await SendAsync("GET", "/v1/departments/{department}/records?type=none");

        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var type in (await node.JsonAsync(HttpMethod.Get, "/v1/types", TestRecords.Department)).AsArray())
        {
            Assert.Contains((string)type!["vct"]!, answer, StringComparison.Ordinal);
        }
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path)
    {
        var type = path.Contains("/batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";
        var role = path.Contains("/tokens", StringComparison.Ordinal) ? "operator" : "issuer";
        var address = path.Replace("{department}", TestRecords.Department, StringComparison.Ordinal).Replace("{id}", Id, StringComparison.Ordinal)
            .Replace("{path}", "0/000", StringComparison.Ordinal).Replace("{hash}", "0x" + new string('0', 64), StringComparison.Ordinal)
            .Replace("{name}/{version}", "senior-card/1", StringComparison.Ordinal);
        return node.SendAsync(new HttpMethod(method), address, TestRecords.Department, role, method == "POST" ? "{}" : null, TestRecords.NewKey(), type);
    }
}
