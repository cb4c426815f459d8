using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>axe finds nothing: every rule of WCAG 2.0 to 2.2, level A and AA, and its best practices.</summary>
internal static class AxeRule
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"] },
    };

    /// <summary>Judges the page that a window shows.</summary>
    /// <returns>The violations. A page in which axe passed nothing is one, because then it saw nothing.</returns>
    public static async Task<IReadOnlyList<string>> FindDefectsAsync(Visit visit)
    {
        var result = await visit.Page.RunAxe(Options);
        return
        [
            .. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"axe {violation.Id}: {violation.Help}: {node.Html}")),
            .. result.Passes.Length == 0 ? (string[])["axe judged nothing"] : [],
        ];
    }
}
