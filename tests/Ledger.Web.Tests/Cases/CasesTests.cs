using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Cases;

/// <summary>
/// Tests cases that users of such programs have met: inputs and their right answers, by every route and command that takes them. All persons in the
/// inputs are fictional.
/// </summary>
public sealed class CasesTests(RunningNode node)
{
    private const string Card = "subject/invisible-characters.jsonl";
    private const string CardHolder = "47010219391109123X";

    [Theory]
    [InlineData("import/byte-order-mark.jsonl", "civil-affairs", 3)]
    [InlineData(Card, "civil-affairs", 5)]
    [InlineData("student/provisional-numbers.jsonl", "education", 3)]
    public async Task Lines_OfACase_AreAcceptedByTheCommandAndTheBatch(string file, string department, int accepted)
    {
        var import = await ImportAsync(PathOf(file));

        Assert.True(import.ExitCode == 0, import.ToString());
        Assert.Equal(accepted, JsonNode.Parse(import.Out)!["accepted"]!.GetValue<int>());
        var answers = await BatchAsync(await File.ReadAllBytesAsync(PathOf(file), TestContext.Current.CancellationToken), department);
        Assert.Equal(accepted, answers.Count);
        Assert.All(answers, answer => Assert.Null(answer["code"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_InUtf16_AreReadByTheCommandAndTheBatch(bool bigEndian)
    {
        using var folder = new TemporaryFolder();
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(NewCard("utf16").ToJsonString() + "\r\n" + NewCard("utf16").ToJsonString() + "\r\n")];
        var path = System.IO.Path.Combine(folder.Path, "utf-16.jsonl");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var import = await ImportAsync(path);

        Assert.True(import.ExitCode == 0, import.ToString());
        Assert.All(await BatchAsync(bytes, "civil-affairs"), answer => Assert.Null(answer["code"]));
    }

    [Theory]
    [InlineData("idNumber", "47010219391109123\\u200BX")]
    [InlineData("idNumber", "\\uFEFF47010219391109123X")]
    [InlineData("idNumber", "４７０１０２１９３９１１０９１２３Ｘ")]
    [InlineData("idNumber", "47010219391109123Ⅹ")]
    [InlineData("idNumber", "47010219391109123ⅹ")]
    [InlineData("idNumber", "47010219391109123x")]
    [InlineData("idType", "居民身份证")]
    [InlineData("idType", "Resident_Identity_Card")]
    public async Task Subject_InAnotherSpelling_GetsTheCanonicalForm(string member, string value)
    {
        var record = NewCard("spelled");
        record["subject"]![member] = JsonNode.Parse($"\"{value}\"");

        var id = await IssueAsync(record);

        var read = await node.JsonAsync(HttpMethod.Get, $"/v1/departments/civil-affairs/records/{id}{TestRecords.OnRequest}", "civil-affairs");
        Assert.Equal(CardHolder, read["claims"]!["personal_administrative_number"]!.GetValue<string>());
        Assert.Equal("resident-identity-card", read["claims"]!["id_type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/subject/idNumber", "\"110105194912310021\"", "LDG2019", "/subject/idNumber")]
    [InlineData("/subject/idType", "\"library-card\"", "LDG2018", "/subject/idType")]
    [InlineData("/subject/idType", "\"other\"", "LDG2019", "/subject/idNumber")]
    [InlineData("/subject/sex", "\"dragon\"", "LDG2020", "/subject/sex")]
    [InlineData("/subject/sex", "\"female\"", "LDG2020", "/subject/sex")]
    [InlineData("/subject/birthdate", "\"2044-01-01\"", "LDG2020", "/subject/birthdate")]
    [InlineData("/subject/birthdate", "\"1939-11-10\"", "LDG2020", "/subject/birthdate")]
    [InlineData("/subject/name", "\" \"", "LDG2020", "/subject/name")]
    [InlineData("/subject/name", "\"\\u200B\"", "LDG2020", "/subject/name")]
    [InlineData("/claims/date_of_issuance", "\"2044-01-01\"", "LDG2010", "/claims/date_of_issuance")]
    [InlineData("/claims/age_over_80", "false", "LDG2010", "/claims/age_over_80")]
    [InlineData("/validFrom", "\"0001-01-01T00:00:00Z\"", "LDG2022", "/validFrom")]
    [InlineData("/validUntil", "\"9999-12-31T00:00:00Z\"", "LDG2022", "/validUntil")]
    public async Task Record_ThatCannotBeTrue_IsRefusedEverywhereWithItsPlace(string place, string json, string code, string named)
    {
        var record = NewCard("refused");
        Set(record, place, JsonNode.Parse(json));

        using var single = await PostAsync(record);
        var line = Assert.Single(await BatchAsync(Encoding.UTF8.GetBytes(record.ToJsonString()), "civil-affairs"));
        var import = await ImportTextAsync(record.ToJsonString());

        Assert.Equal((code, named), Said(JsonNode.Parse(await single.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
        Assert.Equal((code, named), Said(line));
        Assert.Equal(1, import.ExitCode);
        Assert.Contains($"line 1: {code}", import.Error, StringComparison.Ordinal);
        Assert.Contains(named, import.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("阿卜杜热西提·麦麦提")]
    [InlineData("李")]
    [InlineData("𠮷野")]
    public async Task Name_OfRealPeople_IsAccepted(string name)
    {
        var record = NewCard("name");
        record["subject"]!["name"] = name;
        record["subject"]!.AsObject().Remove("familyName");

        await IssueAsync(record);
    }

    [Fact]
    public async Task Document_IssuedBefore_IsAnsweredWithTheEarlierRecordEverywhere()
    {
        var record = NewCard("twice");
        var first = await IssueAsync(record);
        record["key"] = TestRecords.NewKey();

        using var single = await PostAsync(record);
        var line = Assert.Single(await BatchAsync(Encoding.UTF8.GetBytes(record.ToJsonString()), "civil-affairs"));
        var import = await ImportTextAsync(record.ToJsonString());

        Assert.Equal(HttpStatusCode.Conflict, single.StatusCode);
        var problem = JsonNode.Parse(await single.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(("LDG2023", "/claims/document_number"), Said(problem));
        Assert.Equal(first, problem["earlier"]!.GetValue<string>());
        Assert.Equal(first, line["earlier"]!.GetValue<string>());
        Assert.Equal(1, import.ExitCode);
        Assert.Contains(first, import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_ThatReplacesAnother_IsIssuedAndSupersedesIt()
    {
        var record = NewCard("replaced");
        var first = await IssueAsync(record);
        record["key"] = TestRecords.NewKey();
        record["replaces"] = first;
        var second = await IssueAsync(record);

        var body = new JsonObject { ["status"] = "superseded", ["reason"] = "换证 renewal", ["successor"] = second };
        await node.JsonAsync(HttpMethod.Post, $"/v1/departments/civil-affairs/records/{first}/status", "civil-affairs", body.ToJsonString(), TestRecords.NewKey());

        var read = await node.JsonAsync(HttpMethod.Get, $"/v1/departments/civil-affairs/records/{first}", "civil-affairs");
        Assert.Equal(("superseded", "换证 renewal", "demo-issuer"),
            (read["status"]!.GetValue<string>(), read["statusReason"]!.GetValue<string>(), read["statusBy"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Record_OfAnotherPerson_CannotBeReplaced()
    {
        var (first, other) = (await IssueAsync(NewCard("mine")), NewCard("theirs"));
        other["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = "E12345678", ["name"] = "另一人", ["birthdate"] = "1939-11-09" };
        var body = new JsonObject { ["status"] = "superseded", ["reason"] = "x", ["successor"] = await IssueAsync(other) };

        using var response = await node.SendAsync(
            HttpMethod.Post, $"/v1/departments/civil-affairs/records/{first}/status", "civil-affairs", "issuer", body.ToJsonString(), TestRecords.NewKey());

        Assert.Equal(("LDG5009", "/successor"), Said(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
    }

    private static (string Code, string Place) Said(JsonNode answer) =>
        (answer["code"]!.GetValue<string>(), Assert.Single(answer["errors"]!.AsArray())!["path"]!.GetValue<string>());

    private static void Set(JsonObject record, string place, JsonNode? value)
    {
        var steps = place.Split('/')[1..];
        var parent = steps[..^1].Aggregate((JsonNode)record, (at, step) => at[step]!);
        parent[steps[^1]] = value;
    }

    private static string PathOf(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Cases", file);

    private static JsonObject NewCard(string name)
    {
        var record = JsonNode.Parse(File.ReadLines(PathOf(Card)).First())!.AsObject();
        record["key"] = TestRecords.NewKey();
        record["claims"]!["document_number"] = $"{name}-{Guid.NewGuid():N}";
        return record;
    }

    private async Task<string> IssueAsync(JsonObject record)
    {
        using var response = await PostAsync(record);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<string>();
    }

    private Task<HttpResponseMessage> PostAsync(JsonObject record) => node.SendAsync(
        HttpMethod.Post, "/v1/departments/civil-affairs/records", "civil-affairs", "issuer", record.ToJsonString(), record["key"]!.GetValue<string>());

    private async Task<List<JsonNode>> BatchAsync(byte[] lines, string department)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/departments/{department}/records/batch");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(department, "issuer"));
        request.Content = new ByteArrayContent(lines) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private async Task<CliRun> ImportTextAsync(string line)
    {
        using var folder = new TemporaryFolder();
        return await ImportAsync(folder.File("lines.jsonl", line + "\n"));
    }

    private Task<CliRun> ImportAsync(string path) =>
        CliRun.RunAsync("import", path, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--json");
}
