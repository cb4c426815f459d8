using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Samples;
using Ledger.Web.DemoProvider;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests the pages of a resident with 10,000 records: every record is on exactly one page, and a page stays small.</summary>
public sealed partial class ManyRecordsTests
{
    private const int Count = 10_000;
    private const int LargestPage = 60_000;
    private const string Department = "health";

    [Fact]
    public async Task Records_OfAResidentWithTenThousand_AreAllListedOnce()
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(Path.Combine(folder.Path, "data"), null, ("Ledger__SampleCity", "false"), ("Ledger__Portal__PagesPerMinute", "1000000"));
        var issued = await IssueAsync(node);
        using var browser = new Browser(node.Address);
        await browser.SignInAsync("resident");

        var listed = new List<string>();
        for (var next = "/my/records"; next.Length > 0;)
        {
            var page = await browser.GetAsync(next);
            Assert.True(page.Status == HttpStatusCode.OK && page.Html.Length < LargestPage, page.Address.ToString());
            listed.AddRange(Record().Matches(page.Html).Select(match => match.Groups[1].Value));
            next = WebUtility.HtmlDecode(Later().Match(page.Html).Groups[1].Value);
        }

        Assert.Equal(issued.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    // The same record of the sample city again and again, each with its own document number.
    private static async Task<List<string>> IssueAsync(LedgerNode node)
    {
        var person = new DemoPeople().Find("resident")!.IdentityNumber;
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        JsonNode? pattern = null;
        while (pattern is null)
        {
            var line = JsonNode.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            pattern = line["department"]!.GetValue<string>() == Department && line["subject"]!["idNumber"]!.GetValue<string>() == person ? line : null;
        }

        var lines = new StringBuilder();
        for (var number = 0; number < Count; number++)
        {
            pattern["key"] = string.Create(CultureInfo.InvariantCulture, $"many-{number}");
            pattern["claims"]!["document_number"] = string.Create(CultureInfo.InvariantCulture, $"〔2026〕{number}号");
            lines.Append(pattern.ToJsonString()).Append('\n');
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/departments/{Department}/records/batch")
        {
            Headers = { Authorization = new("Bearer", node.Token(Department, "issuer")) },
            Content = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson"),
        };
        using var answer = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var answers = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, answers.Length);
        return [.. answers.Select(line => JsonNode.Parse(line)!["id"]?.GetValue<string>() ?? throw new InvalidOperationException(line))];
    }

    [GeneratedRegex($"href=\"/my/records/{Department}/([0-9a-f-]{{36}})\"")]
    private static partial Regex Record();

    [GeneratedRegex("href=\"(/my/records\\?after=[^\"]*)\" rel=\"next\"")]
    private static partial Regex Later();
}
