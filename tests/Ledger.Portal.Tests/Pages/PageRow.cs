using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>One page in one state.</summary>
/// <param name="Route">The address of the page as written after <c>@page</c>; empty for a page about a problem.</param>
/// <param name="State">What distinguishes this row from others of the page.</param>
/// <param name="Reach">Goes there.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Person">Who is signed in: the id of a person of the demonstration. Null for nobody.</param>
internal sealed record PageRow(string Route, string State, Func<Visit, Task> Reach, int Status = 200, string? Person = null)
{
    /// <summary>A page that is reached by its address.</summary>
    public PageRow(string route, string state = "", string? person = null)
        : this(route, state, visit => visit.OpenAsync(route), Person: person)
    {
    }

    /// <summary>The name of the row in test reports.</summary>
    public string Name => $"{Route} {State}".Trim();

    /// <summary>Signs in, if the row has a person.</summary>
    public Task SignInAsync(Visit visit) => Person is null ? Task.CompletedTask : visit.SignInAsync(Person);

    /// <summary>Signs in and goes there, and waits until the page with all its files is there.</summary>
    public async Task ReachAsync(Visit visit)
    {
        await SignInAsync(visit);
        await GoAsync(visit);
    }

    /// <summary>Goes there without signing in.</summary>
    public async Task GoAsync(Visit visit)
    {
        await Reach(visit);
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.Load);
    }

    public override string ToString() => Name;
}
