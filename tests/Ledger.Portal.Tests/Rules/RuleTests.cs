using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>Each rule finds the defect it is for, on a page that has only this defect. Otherwise a rule that judges nothing would look like good pages.</summary>
public sealed class RuleTests(RunningPortal portal)
{
    private const string Good = """
        <header><a class="app-header__name" href="/">Name</a></header><main><h1>One</h1><p>Text <a href="/">link</a> text</p></main>
        """;

    public static TheoryData<string, string, string> Defects => new()
    {
        { "Document", "<h3>Three</h3>", "from level 1 to 3" },
        { "Document", "<h1>Two</h1>", "2 headings of level 1" },
        { "Document", "<p style='color: red'>x</p>", "inline style" },
        { "Document", "<p onclick='x()'>x</p>", "onclick" },
        { "Document", "<p id='a'>x</p><p id='a'>x</p>", "used 2 times" },
        { "Document", "<p>中文</p>", "Chinese on an English page" },
        { "Document", "<div class='govuk-error-summary'></div>", "do not agree" },
        { "Width", "<div class='wide'>x</div>", "1500 wide" },
        { "Width", "<div class='cut'>verylongwordthatdoesnotfit</div>", "cuts its content off" },
        { "Contrast", "<p class='grey'>是</p>", "contrast 1.92" },
        { "Contrast", "<p class='picture'>是</p>", "cannot be judged" },
        { "Contrast", "<input class='pale' id='pale'>", "border of #pale" },
        { "Targets", "<button class='small'>x</button>", "at least 44" },
        { "Targets", "<p><a href='/'>alone</a></p>", "at least 44" },
        { "Fields", "<input id='a' autocomplete='off'>", "no label" },
        { "Fields", "<label>Name <input id='a' placeholder='Name' autocomplete='off'></label>", "placeholder" },
        { "Fields", "<label>Name <input id='a'></label>", "may fill in" },
        { "Fields", "<label>Name <input id='a' autocomplete='off' aria-describedby='b'></label>", "does not exist" },
        { "Fields", "<p class='govuk-error-message' id='e'>wrong</p>", "belongs to no field" },
        { "Fields", "<p class='govuk-error-message' id='e'>wrong</p>", "errors without a summary" },
        { "Fields", "<div class='govuk-error-summary'><a href='#a'>x</a></div>", "not on the error summary" },
        { "Fields", "<div class='govuk-error-summary'><a href='#a'>x</a></div>", "not the first thing" },
        { "Fields", "<div class='govuk-error-summary'><a href='#a'>x</a></div>", "is no field" },
        { "Focus", "<a href='/' class='plain'>x</a>", "looks the same" },
        { "Focus", "<div class='cover'></div>", "behind DIV" },
        { "Focus", "<a href='/' class='away'>x</a>", "outside the window" },
        { "Focus", "<a href='/' tabindex='5'>x</a>", "which is number" },
        { "axe", "<label>Name</label><input id='a'>", "axe label" },
        { "axe", "<p class='grey'>是否</p>", "axe color-contrast" },
        { "axe", "<p lang='xx-nonsense'>x</p>", "axe valid-lang" },
    };

    [Theory, MemberData(nameof(Defects))]
    public async Task Rule_OnAPageWithItsDefect_FindsIt(string rule, string damage, string expected)
    {
        await using var visit = await ShowAsync(Good.Replace("</main>", damage + "</main>", StringComparison.Ordinal));

        var defects = await FindAsync(rule, visit);

        Assert.Contains(defects, defect => defect.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Document")]
    [InlineData("Width")]
    [InlineData("Contrast")]
    [InlineData("Targets")]
    [InlineData("Fields")]
    [InlineData("Focus")]
    [InlineData("axe")]
    public async Task Rule_OnAGoodPage_FindsNothing(string rule)
    {
        await using var visit = await ShowAsync(Good);

        Assert.Empty(await FindAsync(rule, visit));
    }

    // A rule that waits for the page's timers would wait for ever here.
    [Theory]
    [InlineData("<p class='grey'>是否</p>", "axe color-contrast")]
    [InlineData("<label>Name</label><input id='a'>", "axe label")]
    public async Task Axe_OnAPageWithoutScript_FindsTheDefectToo(string damage, string expected)
    {
        await using var visit = await ShowAsync(Good.Replace("</main>", damage + "</main>", StringComparison.Ordinal), Look.Desktop with { Script = false });

        Assert.Contains(await AxeRule.FindDefectsAsync(visit), defect => defect.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<img src='http://127.0.0.1:1/x.png' alt=''>", "another origin")]
    [InlineData("<img src='/no/such/picture.png' alt=''>", "request refused")]
    [InlineData("<script>console.error('wrong')</script>", "console: wrong")]
    [InlineData("<script>throw new Error('wrong')</script>", "script: ")]
    public async Task Visit_OfAPageWithTrouble_NotesIt(string damage, string expected)
    {
        await using var visit = await ShowAsync(Good.Replace("</main>", damage + "</main>", StringComparison.Ordinal));

        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        Assert.Contains(visit.Troubles, trouble => trouble.Contains(expected, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> FindAsync(string rule, Visit visit) => rule switch
    {
        "Focus" => await FocusRule.FindDefectsAsync(visit),
        "axe" => await AxeRule.FindDefectsAsync(visit),
        _ => await PageRule.All.Single(one => one.Name == rule).FindDefectsAsync(visit),
    };

    // The page has a policy of its own, so that scripts of the damage run. Its address is one of the service.
    private async Task<Visit> ShowAsync(string body, Look? look = null)
    {
        var visit = await portal.VisitAsync(look ?? Look.Desktop);
        await visit.Page.RouteAsync("**/damaged", route => route.FulfillAsync(new()
        {
            ContentType = "text/html; charset=utf-8",
            Body = $$"""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Page – Name</title><link rel="stylesheet" href="/damaged.css"></head><body>{{body}}</body></html>
                """,
        }));
        await visit.Page.RouteAsync("**/damaged.css", route => route.FulfillAsync(new()
        {
            ContentType = "text/css",
            Body = """
                body { background: #fff; color: #000; margin: 0 }
                header a { display: inline-block; min-height: 44px; min-width: 44px; color: #00f }
                .wide { width: 1500px }
                .cut { overflow: hidden; width: 50px }
                .grey { color: #bbb }
                .picture { background: linear-gradient(#fff, #eee) }
                .pale { border: 1px solid #eee }
                .small { height: 20px; width: 20px }
                .plain { color: #000; outline: none }
                .cover { background: #fff; height: 300px; left: 0; position: fixed; top: 0; width: 300px }
                .away { left: -500px; position: fixed }
                """,
        }));
        await visit.OpenAsync("/damaged");
        return visit;
    }
}
