using System.Text.RegularExpressions;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Ledger.Web.Tests.Running;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Web.Tests.Problems;

/// <summary>Tests the table of codes and the page that explains them.</summary>
public sealed class FaultTableTests(RunningNode node)
{
    [Theory]
    [InlineData("LDG1001")] // a finding of the verifier
    [InlineData("LDG1101")] // a seal's
    [InlineData("LDG1201")] // a type file's
    [InlineData("LDG2001")] // a step's
    [InlineData("LDG8001")] // this program's
    public void Service_ContainsTheCodesOfEveryKind(string code) => Assert.Single(FaultTable.Service, row => row.Code == code);

    [Fact]
    public async Task FaultsPage_ShowsEveryCodeOnceWithItsSentences()
    {
        var page = System.Net.WebUtility.HtmlDecode(await node.Http.GetStringAsync("/docs/faults", TestContext.Current.CancellationToken));

        Assert.Equal(FaultTable.Service.Select(row => row.Code), Regex.Matches(page, "id=\"(LDG[0-9]{4})\"").Select(match => match.Groups[1].Value));
        Assert.All(FaultTable.Service, row =>
        {
            var cells = Regex.Match(page, $"<tr id=\"{row.Code}\">.*?</tr>").Value;
            Assert.Contains(row.Title.Zh, cells, StringComparison.Ordinal);
            Assert.Contains(row.Title.En, cells, StringComparison.Ordinal);
            Assert.Contains(row.HttpStatus is { } status ? $"<td>{status}</td>" : "<td>–</td>", cells, StringComparison.Ordinal);
            Assert.Contains(row.Action.En, cells, StringComparison.Ordinal);
            Assert.Contains(row.Action.Zh, cells, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Findings_EveryCode_HasItsOwnAction()
    {
        var findings = FaultTable.Service.Where(row => row.HttpStatus is null && row.Code.StartsWith("LDG1", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(findings);
        Assert.Empty(findings.GroupBy(row => row.Action.En).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(findings.GroupBy(row => row.Action.Zh).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.DoesNotContain(FaultTable.Service, row => row.Action.En.Contains("above", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FaultsPage_IsPlainAccessibleHtml()
    {
        using var response = await node.Http.GetAsync("/docs/faults", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h1>"));
        Assert.Single(Regex.Matches(page, "<main>"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?:src|href)=\"(?!#)", page);

        // A title cannot mark the language of its parts. Every other Chinese text is marked.
        var rest = Regex.Replace(page, "<(p|span) lang=\"zh\">[^<]*", "").Replace("<title>Codes 代码", "", StringComparison.Ordinal);
        Assert.DoesNotMatch(">[^<]*\\p{IsCJKUnifiedIdeographs}", rest);
    }

    [Fact]
    public async Task FaultsPage_HostileTextInEverySlot_IsShownAsText()
    {
        const string Hostile = "\"><script>alert('1')</script>&amp;<!--";
        await using var services = new ServiceCollection().AddLogging().AddProblems().BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        Fault[] rows = [Row("LDG1001"), Row("LDG2001" + Hostile), Row("LDG9001")];

        var page = await FaultsRoute.RenderAsync(scope.ServiceProvider.GetRequiredService<HtmlRenderer>(), rows);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"\">", page, StringComparison.Ordinal);
        var text = System.Net.WebUtility.HtmlDecode(page);
        Assert.All(
            (string[])["title 题", "action 做"], slot => Assert.True(Regex.Count(text, Regex.Escape(Hostile + slot)) >= 4, slot)); // Two languages in at least two rows.
        Assert.Equal(3, Regex.Count(text, Regex.Escape("LDG2001" + Hostile))); // The id, the link and its text.

        static Fault Row(string code) => new(
            code, 400, new LocalizedText(Hostile + "title 题", Hostile + "title 题"), new LocalizedText(Hostile + "action 做", Hostile + "action 做"));
    }
}
