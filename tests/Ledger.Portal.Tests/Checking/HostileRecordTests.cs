using System.Text;
using System.Text.Json.Nodes;
using Ledger.Portal.Tests.Rules;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Checking;

/// <summary>Genuine records whose claims are hostile, and files that are: they are text on the page and nothing else.</summary>
public sealed class HostileRecordTests(RunningPortal portal)
{
    private const string Script = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";

    [Theory]
    [InlineData("张<b id='taken'>伟</b>")]
    [InlineData("\"><script>alert(1)</script>伟")]
    [InlineData("ئابدۇللا محمد")] // Written from right to left.
    [InlineData("张&lt;伟&amp;")]
    public async Task Name_OfAnyForm_IsShownAsItIs(string name)
    {
        var request = TestRecords.Completion();
        request["subject"]!["name"] = name;
        await using var visit = await CheckAsync(Look.Phone, await portal.Files.IssueAsync(request));

        Assert.Equal("valid", await VerdictAsync(visit));
        Assert.Contains(name, await visit.Page.Locator("main .govuk-summary-list__value").AllTextContentsAsync());
        Assert.Equal(0, await visit.Page.Locator("#taken, main script, main img").CountAsync());
        await AssertGoodAsync(visit);
    }

    [Fact]
    public async Task Claim_WithScript_IsText()
    {
        var request = TestRecords.Completion();
        request["claims"]!["school"]!["name"] = new JsonObject { ["zh"] = Script, ["en"] = Script };
        await using var visit = await CheckAsync(Look.Desktop, await portal.Files.IssueAsync(request));

        Assert.Equal("valid", await VerdictAsync(visit));
        Assert.Contains(Script, await visit.Page.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.EndsWith(" – City records", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await AssertGoodAsync(visit);
    }

    [Fact]
    public async Task Text_WithoutABreak_DoesNotWidenThePage()
    {
        var request = TestRecords.Completion();
        request["claims"]!["school"]!["name"] = new JsonObject { ["zh"] = new string('校', 100), ["en"] = new string('W', 200) };
        await using var visit = await CheckAsync(Look.Phone with { Language = "en", Larger = true }, await portal.Files.IssueAsync(request));

        Assert.Equal("valid", await VerdictAsync(visit));
        await AssertGoodAsync(visit);
    }

    [Fact]
    public async Task Name_OfTenThousandCharactersInAForgedFile_IsNotShown()
    {
        var bundle = JsonNode.Parse(await portal.Files.Valid)!;
        var parts = bundle["record"]!.GetValue<string>().Split('~');
        parts[1] = Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonArray("salt-salt-salt-salt-salt", "name", new string('名', 10_000)).ToJsonString()))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        bundle["record"] = string.Join('~', parts);
        await using var visit = await CheckAsync(Look.Phone, Encoding.UTF8.GetBytes(bundle.ToJsonString()));

        Assert.Equal("not-genuine", await VerdictAsync(visit));
        Assert.DoesNotContain("名名", await visit.Page.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
        await AssertGoodAsync(visit);
    }

    [Theory]
    [InlineData("{\"v\":1,\"record\":\"<script>alert(1)</script>\"}")]
    [InlineData("{\"v\":2}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("\u202E<b>")]
    public async Task File_ThatIsNoRecord_GetsNoVerdict(string text)
    {
        await using var visit = await CheckAsync(Look.Phone, Encoding.UTF8.GetBytes(text));

        Assert.Equal("unreadable", await VerdictAsync(visit));
        await AssertGoodAsync(visit);
    }

    private async Task<Visit> CheckAsync(Look look, byte[] file)
    {
        var visit = await portal.VisitAsync(look);
        await visit.OpenAsync("/check");
        await visit.ChooseAsync("file", "<img src=x>.ledger.json", file);
        await visit.SendAsync("file");
        return visit;
    }

    // The class of the box names the verdict.
    private static async Task<string> VerdictAsync(Visit visit) =>
        (await visit.Page.GetAttributeAsync(".app-verdict", "class") ?? "").Split(' ').Single(name => name.StartsWith("app-verdict--", StringComparison.Ordinal))["app-verdict--".Length..];

    private static async Task AssertGoodAsync(Visit visit) =>
        Defects.AssertNone(await PageRule.Width.FindDefectsAsync(visit), await PageRule.Document.FindDefectsAsync(visit), visit.Troubles);
}
