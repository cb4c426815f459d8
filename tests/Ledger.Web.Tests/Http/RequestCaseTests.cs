using System.Net;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Http;

/// <summary>Each request of <c>Cases/http/requests.txt</c> is answered with 200, and HEAD without a body.</summary>
public sealed class RequestCaseTests(RunningNode node)
{
    public static TheoryData<string> Cases() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "http", "requests.txt")).Where(line => line.Length > 0)];

    [Theory, MemberData(nameof(Cases))]
    public async Task Request_OfACase_IsAnswered(string line)
    {
        var issued = await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
        var size = await SizeAsync();
        var (method, path) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1]
            .Replace("{department}", TestRecords.Department, StringComparison.Ordinal)
            .Replace("{ID IN CAPITAL LETTERS}", issued["id"]!.GetValue<string>().ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("/log/tile/0/000.p/{n}", "/log/" + TileId.Holding(new Ledger.Verify.Trees.TreeNode(0, size - 1), size).Path, StringComparison.Ordinal));

        using var response = await node.SendAsync(new HttpMethod(method), path, TestRecords.Department, "issuer");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(method == "HEAD", (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length == 0);
    }

    private async Task<long> SizeAsync()
    {
        var text = await node.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
        Assert.True(SignedNote.TryParse(text, out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        return checkpoint.Size;
    }
}
