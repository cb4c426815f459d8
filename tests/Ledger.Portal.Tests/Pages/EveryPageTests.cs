using Ledger.Portal.Tests.Rules;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>What holds for every page in every state, beside what holds in every look.</summary>
public sealed class EveryPageTests(RunningPortal portal)
{
    private const int LargestLoad = 100_000;

    public static TheoryData<string> Rows => [.. PageTable.Rows.Select(row => row.Name)];

    [Theory, MemberData(nameof(Rows))]
    public async Task Page_EnlargedFourTimes_DoesNotScrollSidewaysAndShowsTheFocus(string name)
    {
        await using var visit = await portal.VisitAsync(Look.Phone with { Height = 256 }); // 1280 × 1024 at 400 %.

        await PageTable.Get(name).ReachAsync(visit);

        Defects.AssertNone(await PageRule.Width.FindDefectsAsync(visit), await FocusRule.FindDefectsAsync(visit));
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Page_Any_HasTheFrameOfTheHomePage(string name)
    {
        await using var visit = await portal.VisitAsync(Look.Desktop);
        var frame = PageScript.Read("Frame");

        await PageTable.Get(name).ReachAsync(visit);
        var own = await visit.RunAsync<string[]>(frame);
        var isAnswerToAForm = visit.Answer?.Request.Method == "POST";
        await visit.OpenAsync("/"); // Afterwards, because a row may sign in.

        Assert.NotEmpty(own);
        // What answers a form would be lost with the three links that load the page again.
        var home = await visit.RunAsync<string[]>(frame);
        Assert.Equal(isAnswerToAForm ? home.Where(link => !link.Contains(" /show?", StringComparison.Ordinal)) : home, own);
        Assert.Equal(3, home.Count(link => link.Contains(" /show?", StringComparison.Ordinal)));
        Assert.Contains(own, link => link.StartsWith("footer: Help /help", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Page_LoadedFirst_TransfersLittle(string name)
    {
        await using var visit = await portal.VisitAsync(Look.Phone);
        await PageTable.Get(name).ReachAsync(visit);
        var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.clearBrowserCache");
        var bytes = 0L;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) => Interlocked.Add(ref bytes, (long)finished!.Value.GetProperty("encodedDataLength").GetDouble());

        // Some pages are reached through others. This loads the page itself again, with a form that was sent, and with every file.
        await visit.Page.ReloadAsync(new Microsoft.Playwright.PageReloadOptions { WaitUntil = Microsoft.Playwright.WaitUntilState.NetworkIdle });

        Assert.InRange(Interlocked.Read(ref bytes), 1, LargestLoad);
    }
}
