using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Problems;

/// <summary>Tests refusals that do not depend on records: addresses, methods, content types, queries, and the bodies of the smaller routes.</summary>
public sealed class RequestRefusalTests(RunningNode node)
{
    private const string NoRecord = "01890000-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("GET", "/nothing", "LDG9002")]
    [InlineData("GET", "/v1/departments/education", "LDG9002")]
    [InlineData("POST", "/v2/verify", "LDG9002")]
    [InlineData("GET", "/.well-known/jwt-vc-issuer/nowhere", "LDG9002")]
    [InlineData("GET", "/vct/no-such-type/1", "LDG9002")]
    [InlineData("GET", "/openapi/v2.json", "LDG9002")]
    [InlineData("GET", "/nowhere/log/checkpoint", "LDG3008")]
    [InlineData("DELETE", "/v1/departments/education/records", "LDG9005")]
    [InlineData("PUT", "/v1/departments/education/records/" + NoRecord, "LDG9005")]
    [InlineData("PUT", "/v1/departments/education/tokens", "LDG9005")]
    [InlineData("GET", "/v1/verify", "LDG9005")]
    [InlineData("POST", "/education/log/checkpoint", "LDG9005")]
    [InlineData("POST", "/health/ready", "LDG9005")]
    public async Task AnyRequest_ToAnUnknownAddress_IsAProblem(string method, string path, string code)
    {
        using var response = await node.SendAsync(new HttpMethod(method), path);

        await Problem.AssertAsync(response, code);
    }

    [Theory]
    [InlineData("/v1/departments/education/records", "text/plain")]
    [InlineData("/v1/departments/education/records", "application/xml")]
    [InlineData("/v1/departments/education/records/batch", "application/json")]
    [InlineData("/v1/departments/education/records/" + NoRecord + "/status", "application/x-www-form-urlencoded")]
    [InlineData("/v1/departments/education/tokens", "text/json")]
    [InlineData("/v1/verify", "text/plain")]
    public async Task Post_WithAnotherContentType_IsRefused(string path, string type)
    {
        using var response = await node.SendAsync(HttpMethod.Post, path, "education", "issuer", "{}", TestRecords.NewKey(), type);

        await Problem.AssertAsync(response, "LDG9006");
    }

    [Theory]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=201", "/limit")]
    [InlineData("limit=-1", "/limit")]
    [InlineData("limit=+5", "/limit")]
    [InlineData("limit=05", "/limit")]
    [InlineData("limit=ten", "/limit")]
    [InlineData("limit=", "/limit")]
    [InlineData("limit=5&limit=6", "/limit")]
    [InlineData("limit=99999999999999999999", "/limit")]
    [InlineData("cursor=x", "/cursor")]
    [InlineData("cursor=", "/cursor")]
    [InlineData("cursor=-1", "/cursor")]
    [InlineData("cursor=007", "/cursor")]
    [InlineData("limit=0&cursor=x", "/limit", "/cursor")]
    public async Task List_WithAnInvalidQuery_NamesEachParameter(string query, params string[] places)
    {
        using var response = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}?{query}", "education", "auditor");

        await Problem.AssertAsync(response, "LDG9003", places);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("")]
    public async Task Verify_AsOfAMalformedTime_NamesTheParameter(string time)
    {
        using var response = await node.SendAsync(HttpMethod.Post, $"/v1/verify?asOf={time}", body: "{}");

        await Problem.AssertAsync(response, "LDG9003", "/asOf");
    }

    [Fact]
    public async Task Verify_MoreThanOneMebibyte_IsTooLarge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify");
        request.Headers.ExpectContinue = true;
        request.Content = new StringContent(new string(' ', (1024 * 1024) + 1), System.Text.Encoding.UTF8, "application/json");

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9007", "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/bundle?purpose=correction")]
    [InlineData("/disclosures?purpose=correction")]
    [InlineData("/history")]
    public async Task Read_UnknownRecord_IsNotFound(string part)
    {
        using var unknown = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{NoRecord}{part}", "education", "issuer");
        using var malformed = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/no-id{part}", "education", "issuer");

        await Problem.AssertAsync(unknown, "LDG7001");
        await Problem.AssertAsync(malformed, "LDG7001");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("not json", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "/name", "/role")]
    [InlineData("{\"name\":1,\"role\":2,\"more\":3}", "/name", "/role", "/more")]
    [InlineData("{\"name\":\"\",\"role\":\"issuer\"}", "/name")]
    [InlineData("{\"name\":\"a\\u0007\",\"role\":\"issuer\"}", "/name")]
    [InlineData("{\"name\":\"\\ud800\",\"role\":\"issuer\"}", "")]
    [InlineData("{\"name\":\"desk\",\"role\":\"issuer\",\"\\udc00\":1}", "")]
    [InlineData("{\"name\":\"desk\",\"role\":\"mayor\"}", "/role")]
    [InlineData("{\"name\":\"desk\",\"role\":\"0\"}", "/role")]
    public async Task CreateToken_WithAnInvalidBody_NamesEachPlace(string body, params string[] places)
    {
        using var response = await node.SendAsync(HttpMethod.Post, "/v1/departments/education/tokens", "education", "operator", body);

        await Problem.AssertAsync(response, "LDG6007", places);
    }

    [Fact]
    public async Task CreateToken_WithABodyOverItsLimit_IsRefused()
    {
        using var response = await node.SendAsync(
            HttpMethod.Post, "/v1/departments/education/tokens", "education", "operator", new string(' ', 4097));

        await Problem.AssertAsync(response, "LDG9007", "");
    }

    [Fact]
    public async Task CreateToken_WithANameInUse_IsRefused()
    {
        using var response = await node.SendAsync(
            HttpMethod.Post, "/v1/departments/education/tokens", "education", "operator", "{\"name\":\"demo-issuer\",\"role\":\"issuer\"}");

        await Problem.AssertAsync(response, "LDG6006");
    }
}
