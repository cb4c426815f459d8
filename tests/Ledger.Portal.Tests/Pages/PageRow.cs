using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>One page in one state.</summary>
/// <param name="Route">The address of the page as written after <c>@page</c>; empty for a page about a problem.</param>
/// <param name="State">What distinguishes this row from others of the page.</param>
/// <param name="Reach">Goes there, and signs in before if the page needs it.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record PageRow(string Route, string State, Func<Visit, Task> Reach, int Status = 200)
{
    /// <summary>A page that is reached by its address.</summary>
    public PageRow(string route, string state = "")
        : this(route, state, visit => visit.OpenAsync(route))
    {
    }

    /// <summary>The name of the row in test reports.</summary>
    public string Name => $"{Route} {State}".Trim();

    /// <summary>Goes there, and waits until the page with all its files is there.</summary>
    public async Task ReachAsync(Visit visit)
    {
        await Reach(visit);
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.Load);
    }

    public override string ToString() => Name;
}
