using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Problems;

/// <summary>Tests the refusals of a request to issue one record. Each test fails if the record is issued.</summary>
public sealed class RecordRefusalTests(RunningNode node)
{
    [Theory]
    [InlineData("", "LDG2001", "")]
    [InlineData("{\"type\":", "LDG2001", "")]
    [InlineData("{} {}", "LDG2001", "")]
    [InlineData("// a comment\n{}", "LDG2001", "")]
    [InlineData("{\"type\":\"a\",}", "LDG2001", "")]
    [InlineData("{\"type\":\"a\",\"type\":\"a\"}", "LDG2003", "/type")]
    [InlineData("{\"claims\":{\"a/b\":[{\"x\":1,\"x\":2}]}}", "LDG2003", "/claims/a~1b/0/x")]
    [InlineData("{\"claims\":{\"a\":1,\"\\u0061\":2}}", "LDG2003", "/claims/a")]
    [InlineData("[]", "LDG2004", "")]
    [InlineData("null", "LDG2004", "")]
    [InlineData("{}", "LDG2004", "/type", "/subject", "/claims")]
    [InlineData("{\"type\":1,\"subject\":[],\"claims\":null,\"more\":true}", "LDG2004", "/type", "/subject", "/claims", "/more")]
    [InlineData("{\"claims\":{\"a\":1.5,\"b\":[1e3,9007199254740992]}}", "LDG2014", "/claims/a", "/claims/b/0", "/claims/b/1")]
    [InlineData("{\"claims\":{\"a\":\"\\ud800\"}}", "LDG2017", "/claims/a")]
    public async Task Issue_BodyThatIsNotARequest_NamesCodeAndPlace(string body, string code, params string[] places)
    {
        using var response = await PostAsync(body);

        await Problem.AssertAsync(response, code, places);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(5000)]
    public async Task Issue_DeeperThan16Levels_NamesTheFirstTooDeepPlace(int levels)
    {
        using var response = await PostAsync(string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1));

        await Problem.AssertAsync(response, "LDG2015", string.Concat(Enumerable.Repeat("/a", 16)));
    }

    [Fact]
    public async Task Issue_BytesThatAreNotUtf8_NamesTheText()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestRecords.Root);
        request.Headers.Authorization = new("Bearer", node.Token(TestRecords.Department, "issuer"));
        request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        request.Content = new ByteArrayContent([.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        request.Content.Headers.ContentType = new("application/json");

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG2017", "/type");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Issue_MoreThanOneMebibyte_IsTooLarge(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestRecords.Root);
        request.Headers.Authorization = new("Bearer", node.Token(TestRecords.Department, "issuer"));
        request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true; // Otherwise the connection may break before the client reads the answer.
        request.Content = new StringContent(new string(' ', (1024 * 1024) + 1), Encoding.UTF8, "application/json");

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG2002");
    }

    [Theory]
    [InlineData("type", "\"https://city.example/vct/no-such-type/1\"", "LDG2005", "/type")]
    [InlineData("type", "\"https://city.example/vct/compulsory-education-completion/2\"", "LDG2005", "/type")]
    [InlineData("type", "\"https://city.example/vct/immunization/1\"", "LDG2006", "/type")]
    [InlineData("department", "\"health\"", "LDG2007", "/department")]
    [InlineData("validUntil", "\"2026-04-04T00:00:00Z\"", "LDG2009", "/validUntil")]
    [InlineData("validUntil", "\"2020-01-01T00:00:00Z\"", "LDG2009", "/validUntil")]
    [InlineData("validUntil", "\"2030-01-01\"", "LDG2004", "/validUntil")]
    [InlineData("validFrom", "\"2026-02-30T00:00:00Z\"", "LDG2004", "/validFrom")]
    [InlineData("key", "\"another\"", "LDG2013", "/key")]
    public async Task Issue_WithAnInvalidMember_NamesIt(string member, string value, string code, string place)
    {
        var record = TestRecords.Completion();
        record[member] = JsonNode.Parse(value);

        using var response = await PostAsync(record.ToJsonString());

        await Problem.AssertAsync(response, code, place);
    }

    [Theory]
    [InlineData("idType", null)]
    [InlineData("idNumber", null)]
    [InlineData("idNumber", "")]
    public async Task Issue_ForASubjectWithoutAnIdentifier_IsRefused(string member, string? value)
    {
        var record = TestRecords.Completion();
        record["subject"]!.AsObject().Remove(member);
        if (value is not null)
        {
            record["subject"]![member] = value;
        }

        using var response = await PostAsync(record.ToJsonString());

        await Problem.AssertAsync(response, "LDG2008", "/subject/" + member);
    }

    [Fact]
    public async Task Issue_ClaimsThatBreakManyRules_NamesEveryPlaceAtOnce()
    {
        var record = TestRecords.Completion();
        var claims = record["claims"]!.AsObject();
        claims.Remove("certificate_number");
        claims["stage"] = "nursery";
        claims["completion_date"] = "28.06.2025";
        claims["isced_level"] = "two";
        claims["school"]!["name"]!.AsObject().Remove("zh");
        claims["favourite_colour"] = "red";

        using var response = await PostAsync(record.ToJsonString());

        string[] wanted =
        [
            "/claims/certificate_number", "/claims/stage", "/claims/completion_date", "/claims/isced_level", "/claims/school/name/zh",
            "/claims/favourite_colour",
        ];
        Assert.Equal(wanted.Order(StringComparer.Ordinal), (await Problem.AssertAsync(response, "LDG2010")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Issue_ASealOver64Kibibytes_IsRefused()
    {
        var sample = await CliRun.RunAsync("sample", "--residents", "60", "--seed", "1");
        var record = JsonNode.Parse(sample.Out.Split('\n').First(line => line.Contains("/eligibility-decision/1", StringComparison.Ordinal)))!;
        record.AsObject().Remove("key");
        record["department"] = TestRecords.Department;
        var evidence = record["claims"]!["evidence"]![0]!;
        evidence["consent_ref"] = "01890000-0000-7000-8000-000000000000";
        evidence["disclosed_paths"] = new JsonArray([.. Enumerable.Range(0, 40).Select(number => JsonValue.Create($"{number:D200}"))]);
        record["claims"]!["evidence"] = new JsonArray([.. Enumerable.Range(0, 10).Select(_ => evidence.DeepClone())]);

        using var response = await PostAsync(record.ToJsonString());

        await Problem.AssertAsync(response, "LDG2016", "/claims");
    }

    [Fact]
    public async Task Issue_WithoutAKey_IsRefused()
    {
        var body = TestRecords.Line("in-the-body").ToJsonString();

        using var response = await node.SendAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, "issuer", body);

        await Problem.AssertAsync(response, "LDG2012");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task Issue_WithAKeyOfAWrongLength_IsRefused(int length)
    {
        using var response = await PostAsync(TestRecords.Completion().ToJsonString(), new string('k', length));

        await Problem.AssertAsync(response, "LDG2013");
    }

    [Fact]
    public async Task Issue_WithAKeyThatHasASpace_IsRefused()
    {
        using var response = await PostAsync(TestRecords.Completion().ToJsonString(), "two words");

        await Problem.AssertAsync(response, "LDG2013");
    }

    [Fact]
    public async Task Issue_AKeyAgainWithAnotherBody_IsRefused()
    {
        var key = TestRecords.NewKey();
        var record = TestRecords.Completion();
        await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, record.ToJsonString(), key);
        record["claims"]!["result"] = "completed";

        using var response = await PostAsync(record.ToJsonString(), key);

        await Problem.AssertAsync(response, "LDG2011");
    }

    [Fact]
    public async Task Issue_AKeyAgainWithTheSameBody_ReturnsTheFirstRecord()
    {
        var key = TestRecords.NewKey();
        var record = TestRecords.Completion();
        using var first = await PostAsync(record.ToJsonString(), key);

        // The same object, with its members in another order and with white space.
        var reordered = new JsonObject(record.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        using var again = await PostAsync("\n " + reordered.ToJsonString(), key);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var (one, two) = (await ReadAsync(first), await ReadAsync(again));
        Assert.Equal(one["id"]!.GetValue<string>(), two["id"]!.GetValue<string>());
        Assert.Equal(one["index"]!.GetValue<long>(), two["index"]!.GetValue<long>());
        Assert.EndsWith($"{TestRecords.Root}/{one["id"]}", first.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private Task<HttpResponseMessage> PostAsync(string body, string? key = null) =>
        node.SendAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, "issuer", body, key ?? TestRecords.NewKey());
}
