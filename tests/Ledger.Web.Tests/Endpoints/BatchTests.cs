using System.Net;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests issuing many records in one request. A bad line affects only itself, and its answer identifies it.</summary>
public sealed class BatchTests(RunningNode node)
{
    private const string Address = "/v1/departments/education/records/batch";

    [Fact]
    public async Task Batch_WithBadLinesAmongGoodOnes_RefusesTheBadOnesOnly()
    {
        var first = TestRecords.Line(TestRecords.NewKey());
        var unknownType = TestRecords.Line("unknown-type");
        unknownType["type"] = "https://city.example/vct/nothing/1";
        var otherDepartment = TestRecords.Line("other-department");
        otherDepartment["department"] = "health";
        var wrongClaims = TestRecords.Line("wrong-claims");
        wrongClaims["claims"]!["stage"] = "nursery";
        var last = TestRecords.Line(TestRecords.NewKey());

        var answers = await PostAsync(
            [first.ToJsonString(), unknownType.ToJsonString(), otherDepartment.ToJsonString(), wrongClaims.ToJsonString(), last.ToJsonString()]);

        Assert.Equal([null, "LDG2005", "LDG2007", "LDG2010", null], answers.Select(CodeOf));
        Assert.Equal(
            [KeyOf(first), "unknown-type", "other-department", "wrong-claims", KeyOf(last)],
            answers.Select(KeyOf));
        Assert.Equal(["/type", "/department", "/claims/stage"], answers.Where(answer => CodeOf(answer) is not null).SelectMany(PlacesOf));
    }

    [Fact]
    public async Task Batch_LinesWithoutAReadableKey_NamesTheLine()
    {
        var good = TestRecords.Line(TestRecords.NewKey());
        var keyless = TestRecords.Completion();

        // The third line is empty. It gets no answer, but it counts as a line.
        var answers = await PostAsync(
            [good.ToJsonString(), "{\"key\":", "", keyless.ToJsonString(), new string(' ', (1024 * 1024) + 1), "[]"]);

        Assert.Equal([null, "LDG2001", "LDG2012", "LDG2002", "LDG2004"], answers.Select(CodeOf));
        Assert.All(answers.Skip(1), answer => Assert.Null(answer["key"]));
        Assert.Equal(["Line 2: ", "Line 4: ", "Line 5: ", "Line 6: "], answers.Skip(1).Select(answer => answer["errors"]![0]!["en"]!.GetValue<string>()[..8]));
        Assert.Equal(["第 2 行", "第 4 行", "第 5 行", "第 6 行"], answers.Skip(1).Select(answer => answer["errors"]![0]!["zh"]!.GetValue<string>()[..5]));
    }

    [Theory]
    [InlineData("{\"key\":\"duplicate\",\"type\":\"a\",\"type\":\"b\"}", "duplicate", "LDG2003")]
    [InlineData("{\"key\":\"fraction\",\"claims\":{\"a\":0.5}}", "fraction", "LDG2014")]
    [InlineData("{\"key\":\"two words\"}", "two words", "LDG2004")]
    public async Task Batch_LineRefusedBeforeItIsParsed_StillNamesItsKey(string line, string key, string code)
    {
        var answer = Assert.Single(await PostAsync([line]));

        Assert.Equal(key, KeyOf(answer));
        Assert.Equal(code, CodeOf(answer));
    }

    [Fact]
    public async Task Batch_AnswerLines_HaveExactlyTheirMembers()
    {
        var answers = await PostAsync([TestRecords.Line(TestRecords.NewKey()).ToJsonString(), "{}", "not json"]);

        Assert.Equal(["key", "id", "index", "level"], answers[0].AsObject().Select(member => member.Key));
        Assert.Equal("L0", answers[0]["level"]!.GetValue<string>());
        Assert.All(answers.Skip(1), answer =>
        {
            Assert.Equal(["key", "code", "errors"], answer.AsObject().Select(member => member.Key));
            Assert.All(answer["errors"]!.AsArray(), error => Assert.Equal(["path", "zh", "en"], error!.AsObject().Select(member => member.Key)));
            Assert.NotEmpty(answer["errors"]!.AsArray());
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n\n")]
    public async Task Batch_WithoutLines_AnswersNothing(string body)
    {
        using var response = await node.SendAsync(HttpMethod.Post, Address, TestRecords.Department, "issuer", body, type: "application/x-ndjson");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("\n", true)]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    [InlineData("\r\n", false)]
    public async Task Batch_WithEitherLineEnding_AcceptsEveryLine(string ending, bool endsWithIt)
    {
        var lines = Enumerable.Range(0, 3).Select(_ => TestRecords.Line(TestRecords.NewKey()).ToJsonString()).ToList();

        var answers = await PostAsync(string.Join(ending, lines) + (endsWithIt ? ending : ""));

        Assert.Equal(3, answers.Count);
        Assert.All(answers, answer => Assert.Null(CodeOf(answer)));
    }

    [Fact]
    public async Task Batch_SentAgain_GivesTheSameIds()
    {
        var lines = Enumerable.Range(0, 20).Select(_ => TestRecords.Line(TestRecords.NewKey()).ToJsonString()).ToArray();
        var first = await PostAsync(lines);

        var again = await PostAsync(lines);

        Assert.Equal(first.Select(answer => answer.ToJsonString()), again.Select(answer => answer.ToJsonString()));
        Assert.Equal(20, first.Select(IdOf).Distinct().Count());
    }

    [Fact]
    public async Task Batch_WithAKeyTwice_IssuesOnceOrRefusesTheSecondBody()
    {
        var line = TestRecords.Line(TestRecords.NewKey());
        var changed = line.DeepClone();
        changed["claims"]!["result"] = "completed";

        var answers = await PostAsync([line.ToJsonString(), line.ToJsonString(), changed.ToJsonString()]);

        Assert.Equal(IdOf(answers[0]), IdOf(answers[1]));
        Assert.Equal("LDG2011", CodeOf(answers[2]));
    }

    [Fact]
    public async Task Batch_AfterASingleIssueWithTheSameKeyAndBody_ReturnsThatRecord()
    {
        var key = TestRecords.NewKey();
        var line = TestRecords.Line(key);
        var issued = await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, line.ToJsonString(), key);

        var answer = Assert.Single(await PostAsync([line.ToJsonString()]));

        Assert.Equal(issued["id"]!.GetValue<string>(), IdOf(answer));
    }

    [Fact]
    public async Task Batch_OfTwoThousandLinesInAStream_AnswersEachInOrder()
    {
        var keys = Enumerable.Range(0, 2000).Select(_ => TestRecords.NewKey()).ToList();

        var answers = await PostAsync(string.Join('\n', keys.Select(key => TestRecords.Line(key).ToJsonString())));

        Assert.Equal(keys, answers.Select(KeyOf));
        Assert.All(answers, answer => Assert.Null(CodeOf(answer)));
        Assert.Equal(2000, answers.Select(answer => answer["index"]!.GetValue<long>()).Distinct().Count());
    }

    private static string? KeyOf(JsonNode answer) => answer["key"]?.GetValue<string>();

    private static string? CodeOf(JsonNode answer) => answer["code"]?.GetValue<string>();

    private static string IdOf(JsonNode answer) => answer["id"]!.GetValue<string>();

    private static IEnumerable<string> PlacesOf(JsonNode answer) => answer["errors"]!.AsArray().Select(error => error!["path"]!.GetValue<string>());

    private Task<List<JsonNode>> PostAsync(IEnumerable<string> lines) => PostAsync(string.Join('\n', lines) + "\n");

    private async Task<List<JsonNode>> PostAsync(string body)
    {
        using var response = await node.SendAsync(HttpMethod.Post, Address, TestRecords.Department, "issuer", body, type: "application/x-ndjson");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
