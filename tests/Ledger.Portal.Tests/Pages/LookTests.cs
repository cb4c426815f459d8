using Ledger.Portal.Tests.Rules;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>What holds for every page in every state and look. A failure lists all defects of the page. One class a window, because classes run in parallel.</summary>
public abstract class LookTests(RunningPortal portal)
{
    private protected static TheoryData<string, string> In(int width) =>
        [.. PageTable.Rows.SelectMany(row => Look.Pairs.Where(look => look.Width == width).Select(look => (row.Name, look.ToString())))];

    private protected async Task AssertNoDefectAsync(string name, string look)
    {
        var row = PageTable.Get(name);
        await using var visit = await portal.VisitAsync(Look.Pairs.Single(one => one.ToString() == look));

        await row.ReachAsync(visit);

        var defects = new List<string>(await PolicyRule.FindDefectsAsync(visit, row.Status));
        foreach (var rule in PageRule.All)
        {
            defects.AddRange(await rule.FindDefectsAsync(visit));
        }

        Defects.AssertNone(defects, await AxeRule.FindDefectsAsync(visit), await FocusRule.FindDefectsAsync(visit), visit.Troubles);
    }
}
