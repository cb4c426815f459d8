using Ledger.Portal.Tests.Paper;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>The pages about paper in each of their states.</summary>
internal static class PaperRows
{
    public static readonly IReadOnlyList<PageRow> All =
    [
        new("/p"),
        new("/p", "nothing pasted", visit => JoinAsync(visit, "")),
        new("/p", "no code", visit => JoinAsync(visit, "购物清单：米、面、油 <b>&")),
        new("/p", "a code missing", async visit => await JoinAsync(visit, (await NumberedCodes.OfAsync(visit.Portal))[0])),
        new("/p", "a code cut off", async visit => await JoinAsync(visit, string.Join('\n', await NumberedCodes.OfAsync(visit.Portal))[..^9])),
        new("/p", "valid", async visit => await JoinAsync(visit, string.Join('\n', await NumberedCodes.OfAsync(visit.Portal)))),
        new("/c/{code}/paper", "mistyped code", visit => visit.OpenAsync("/c/7K4M/paper"), 400),
    ];

    private static async Task JoinAsync(Visit visit, string codes)
    {
        await visit.OpenAsync("/p");
        await visit.TypeAsync("codes", codes);
        await visit.SendAsync("codes");
    }
}
