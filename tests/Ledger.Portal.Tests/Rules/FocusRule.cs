using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>
/// With the Tab key alone, everything that can be used is reached, in the order of the page. What has the focus is in the window, not covered, and looks
/// different.
/// </summary>
internal static class FocusRule
{
    private static readonly string Start = PageScript.Read("FocusStart");
    private static readonly string Step = PageScript.Read("FocusStep");

    /// <summary>Walks through the page that a window shows.</summary>
    /// <returns>The defects.</returns>
    public static async Task<IReadOnlyList<string>> FindDefectsAsync(Visit visit)
    {
        var count = await visit.RunAsync<int>(Start);
        var found = new List<string>();
        for (var place = 0; place < count; place++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            found.AddRange((await visit.RunAsync<string[]>(Step, new { place, smallest = visit.Look.SmallestTarget })).Select(defect => "Focus: " + defect));
        }

        return count > 0 ? found : ["Focus: nothing can be reached"];
    }
}
