using System.Net;
using System.Text.RegularExpressions;
using Ledger.Auditing.Nodes;
using Ledger.Cli.Audits;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tests.Audits;

/// <summary>The page of an audit's report. Everything that a node says about itself is encoded as text.</summary>
public sealed class ReportHtmlTests
{
    private const string Hostile = "\"><script>alert('1')</script>&amp;<!--";

    private static readonly LocalizedText HostileText = new(Hostile + "中", Hostile + "en");

    [Fact]
    public async Task Render_DepartmentWithHostileNames_ShowsThemAsText()
    {
        var department = new DepartmentResult(new NodeDepartment(Hostile + "id", Hostile + "zh", Hostile + "en", Hostile + "origin", Hostile + "vkey"));

        var page = await ReportHtml.RenderAsync(new NodeAuditReport(
            new Uri("http://127.0.0.1/"), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(2), null, [department]));

        AssertIsText(page);
        Assert.All((string[])["en <span", "zh</span>", "origin</td>"], slot => Assert.Contains(Hostile + slot, WebUtility.HtmlDecode(page), StringComparison.Ordinal));
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<td>2.0</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ProblemsWithHostileText_ShowsItAsText()
    {
        var fault = new Fault(Hostile + "code", 500, HostileText, HostileText);

        var table = await ReportHtml.RenderAsync<ProblemTable>(new Dictionary<string, object?>
        {
            [nameof(ProblemTable.Caption)] = HostileText,
            [nameof(ProblemTable.Where)] = HostileText,
            [nameof(ProblemTable.Rows)] = new[] { (fault, Hostile + "place", HostileText) },
        });

        AssertIsText(table);
        var text = WebUtility.HtmlDecode(table);
        Assert.Equal((4, 4), (Regex.Count(text, Regex.Escape(Hostile + "en")), Regex.Count(text, Regex.Escape(Hostile + "中")))); // Caption, heading, sentence, action.
        Assert.Equal((1, 1), (Regex.Count(text, Regex.Escape(Hostile + "code")), Regex.Count(text, Regex.Escape(Hostile + "place"))));
    }

    [Fact]
    public async Task Render_FactsAndCountsWithHostileText_ShowsItAsText()
    {
        var facts = await ReportHtml.RenderAsync<FactTable>(new Dictionary<string, object?>
        {
            [nameof(FactTable.Caption)] = HostileText,
            [nameof(FactTable.Facts)] = new[] { (HostileText, Hostile + "value") },
        });
        var counts = await ReportHtml.RenderAsync<CountTable>(new Dictionary<string, object?>
        {
            [nameof(CountTable.Counts)] = new (string, LocalizedText, WorkCount?)[] { ("one", HostileText, new WorkCount(1234, 1233)), ("two", HostileText, null) },
        });

        AssertIsText(facts);
        AssertIsText(counts);
        Assert.Contains(Hostile + "value", WebUtility.HtmlDecode(facts), StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">1234</td><td class=\"number\">1233</td><td class=\"number\">1</td>", counts, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">–</td><td class=\"number\">–</td><td class=\"number\">–</td>", counts, StringComparison.Ordinal);
    }

    private static void AssertIsText(string html)
    {
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.Contains("&amp;amp;", html, StringComparison.Ordinal);
    }
}
