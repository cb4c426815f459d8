using System.Text;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>
/// Every page in every state that looks different, also every error state. Each test that must hold for all pages goes through this table. A page that is
/// mapped and not here fails <see cref="PageTableTests"/>.
/// </summary>
internal static class PageTable
{
    /// <summary>Addresses that show no page of their own: they lead on.</summary>
    public static readonly IReadOnlyList<string> WithoutPage = ["/show"];

    public static readonly IReadOnlyList<PageRow> Rows =
    [
        new("/"),
        new("/help"),
        new("/accessibility"),
        new("", "unknown address", visit => visit.OpenAsync("/no/such/page"), 404),
        new("", "choose a person", visit => visit.OpenAsync("/sign-in?return=/help")),
        new("", "sign-in broken off", visit => visit.FollowAsync("/sign-in", "person=nobody"), 400),
        new("", "callback of no sign-in", visit => visit.OpenAsync("/sign-in/callback?code=x&state=y"), 400),
        new("", "signed out", visit => visit.OpenAsync("/signed-out")),
        new("", "unknown address, signed in", visit => visit.OpenAsync("/no/such/page"), 404, "auditor"),
        new("/me", "resident", "resident"),
        new("/me", "clerk", "clerk"),
        new("/me", "approver", "approver"),
        new("/me", "auditor", "auditor"),
        new("/me", "operator", "operator"),
        new("/check"),
        new("/check", "nothing typed", visit => CheckAsync(visit, "")),
        new("/check", "no code", visit => CheckAsync(visit, "他们说的那张证明 & <b>")),
        new("/check", "link of another service", visit => CheckAsync(visit, "https://elsewhere.example/c/7K4M2Q9X3D5H")),
        new("/check", "no file", visit => CheckFileAsync(visit, null)),
        new("/check", "empty file", visit => CheckFileAsync(visit, [])),
        new("/check", "large file", visit => CheckFileAsync(visit, new byte[2 * 1024 * 1024])),
        new("/check", "not a record file", visit => CheckFileAsync(visit, Encoding.UTF8.GetBytes("购物清单：米、面、油"))),
        new("/check", "cut-off file", async visit => await CheckFileAsync(visit, (await visit.Portal.Files.Valid)[..^100])),
        new("/check", "valid", async visit => await CheckFileAsync(visit, await visit.Portal.Files.Valid)),
        new("/check", "valid, every check", async visit => await OpenChecksAsync(visit, await visit.Portal.Files.Valid)),
        new("/check", "revoked", async visit => await OpenChecksAsync(visit, await visit.Portal.Files.Revoked)),
        new("/check", "forged", async visit => await OpenChecksAsync(visit, await visit.Portal.Files.Forged)),
        new("/my/records", "", "resident"),
        new("/my/records/{department}/{id}", "", OpenRecordAsync, Person: "resident"),
        new("/my/records/{department}/{id}", "of nobody", visit => visit.OpenAsync("/my/records/health/01890a5d-ac96-774b-bcce-b302099a8057"), 404, "resident"),
        new("/my/records/{department}/{id}/share", "form", OpenShareFormAsync, Person: "resident"),
        new("/my/records/{department}/{id}/share", "made", visit => ShareAsync(visit), Person: "resident"),
        new("/my/reads", "", OpenReadsAsync, Person: "resident"),
        new("/my/reads", "with own", visit => visit.OpenAsync("/my/reads?own=on"), Person: "resident"),
        new("/my/reads", "proof", OpenProofAsync, Person: "resident"),
        new("/my/reads/{department}/{line:long}/complain", "form", OpenComplaintFormAsync, Person: "resident"),
        new("/my/reads/{department}/{line:long}/complain", "no words", visit => ComplainAsync(visit, ""), Person: "resident"),
        new("/my/complaints", "one", visit => ComplainAsync(visit, "我没有找过这个部门。"), Person: "resident"),
        new("/my/shares", "one", OpenSharesAsync, Person: "resident"),
        new("/c/{code}", "asked", async visit => await visit.OpenAsync("/c/" + await ShareAsync(visit)), Person: "resident"),
        new("/c/{code}", "opened", OpenCodeAsync, Person: "resident"),
        new("/c/{code}", "mistyped", visit => visit.OpenAsync("/c/7K4M2Q9X3D5H"), 400),
        new("/c/{code}/paper", "asked", async visit => await visit.OpenAsync($"/c/{await ShareAsync(visit)}/paper"), Person: "resident"),
        new("/c/{code}/paper", "opened", OpenPaperAsync, Person: "resident"),
        .. PaperRows.All,
    ];

    /// <summary>Finds a row by its name.</summary>
    public static PageRow Get(string name) => Rows.Single(row => row.Name == name);

    private static async Task CheckAsync(Visit visit, string text)
    {
        await visit.OpenAsync("/check");
        await visit.TypeAsync("text", text);
        await visit.SendAsync("text");
    }

    private static async Task CheckFileAsync(Visit visit, byte[]? file)
    {
        await visit.OpenAsync("/check");
        if (file is not null)
        {
            await visit.ChooseAsync("file", "record.ledger.json", file);
        }

        await visit.SendAsync("file");
    }

    private static async Task OpenChecksAsync(Visit visit, byte[] file)
    {
        await CheckFileAsync(visit, file);
        await visit.Page.ClickAsync("summary");
    }

    private static async Task OpenRecordAsync(Visit visit)
    {
        await visit.OpenAsync("/my/records");
        await visit.Page.ClickAsync("main li a[href^='/my/records/'] >> nth=0");
    }

    private static async Task OpenShareFormAsync(Visit visit)
    {
        await OpenRecordAsync(visit);
        await visit.Page.ClickAsync("main a[href$='/share']");
    }

    /// <summary>Shares the first claim of the newest record.</summary>
    /// <returns>The code without hyphens.</returns>
    private static async Task<string> ShareAsync(Visit visit)
    {
        await OpenShareFormAsync(visit);
        await visit.Page.CheckAsync("#claim-0");
        await visit.SendAsync("way");
        var shown = await visit.Page.InnerTextAsync("dd.app-code >> nth=0");
        return shown.Trim().Replace("-", "", StringComparison.Ordinal);
    }

    private static async Task OpenCodeAsync(Visit visit)
    {
        await visit.OpenAsync("/c/" + await ShareAsync(visit));
        await visit.Page.ClickAsync("main form button[type=submit]");
    }

    private static async Task OpenPaperAsync(Visit visit)
    {
        await visit.OpenAsync($"/c/{await ShareAsync(visit)}/paper");
        await visit.Page.ClickAsync("main form button[type=submit]");
    }

    private static async Task OpenSharesAsync(Visit visit)
    {
        await ShareAsync(visit);
        await visit.OpenAsync("/my/shares");
    }

    // A clerk looks first, so that there is a look of somebody else.
    private static async Task OpenReadsAsync(Visit visit)
    {
        await OpenRecordAsync(visit);
        await visit.WaitUntilLoadedAsync();
        var parts = new Uri(visit.Page.Url).AbsolutePath.Split('/');
        await visit.Portal.CallAsync(HttpMethod.Get, $"/v1/departments/{parts[3]}/records/{parts[4]}?purpose=case-handling", "issuer", department: parts[3]);
        await visit.OpenAsync("/my/reads");
    }

    private static async Task OpenProofAsync(Visit visit)
    {
        await OpenReadsAsync(visit);
        await visit.Page.ClickAsync("summary >> nth=0");
    }

    private static async Task OpenComplaintFormAsync(Visit visit)
    {
        await OpenReadsAsync(visit);
        await visit.Page.ClickAsync("main a[href$='/complain'] >> nth=0");
    }

    private static async Task ComplainAsync(Visit visit, string words)
    {
        await OpenComplaintFormAsync(visit);
        await visit.TypeAsync("text", words);
        await visit.SendAsync("text");
    }
}
