using Deque.AxeCore.Commons;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>axe finds nothing: every rule of WCAG 2.0 to 2.2, level A and AA, and its best practices.</summary>
internal static class AxeRule
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly string Judge = PageScript.Read("Axe");

    /// <summary>Judges the page that a window shows.</summary>
    /// <returns>The violations. A page in which axe passed nothing is one, because then it saw nothing.</returns>
    public static async Task<IReadOnlyList<string>> FindDefectsAsync(Visit visit)
    {
        await visit.RunAsync<object?>($"() => {{ {Axe} }}");
        return await visit.RunAsync<string[]>(Judge, PageScript.Argument(visit.Look));
    }
}
