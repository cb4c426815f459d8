using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests the public log: its files, its cache headers, and that no other file of the disk can be read through it.</summary>
public sealed class PublicLogTests(RunningNode node)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    [Fact]
    public async Task Checkpoint_IsASignedNoteThatCachesRevalidate()
    {
        using var response = await node.Http.GetAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.True(SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out _));
        Assert.Single(note.Signatures);
    }

    [Fact]
    public async Task Tiles_OfTheCheckpoint_ContainTheHashesOfItsEntries()
    {
        await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());

        // A partial tile is deleted when it is full. If the log grows between two reads, the test reads it again.
        await Eventually.IsTrueAsync(async () =>
        {
            var size = await SizeAsync();
            var tile = TileId.Holding(new TreeNode(0, size - 1), size);
            var entries = EntryBundleId.Holding(size - 1, size);
            using var hashes = await GetAsync("/education/log/" + tile.Path);
            using var texts = await GetAsync("/education/log/" + entries.Path);
            return hashes.IsSuccessStatusCode && texts.IsSuccessStatusCode && await AssertAgreeAsync(hashes, texts, tile, entries);
        }, "the newest tile is served");
    }

    [Theory]
    [InlineData("tile/")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/8/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.tmp")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/0/999")]
    [InlineData("tile/entries")]
    [InlineData("tile/entries/x1/000")]
    [InlineData("tile/0/%D9%A0%D9%A0%D9%A0")] // Arabic digits
    [InlineData("tile/..%2fcheckpoint")]
    [InlineData("tile/..%2f..%2fsubjects.slots")]
    [InlineData("tile/..%2f..%2f..%2f..%2fkeys%2fmaster.key")]
    [InlineData("tile/..%5c..%5csubjects.slots")]
    [InlineData("tile/%2fetc%2fpasswd")]
    [InlineData("tile//etc/passwd")]
    public async Task Tile_AtAnyOtherPath_IsNotFound(string path)
    {
        using var response = await GetAsync("/education/log/" + path);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await Problem.AssertAsync(response, text.Contains("LDG9002", StringComparison.Ordinal) ? "LDG9002" : "LDG3008");
    }

    [Theory]
    [InlineData("/education/log/tile/../checkpoint.tmp")]
    [InlineData("/education/log/tile/../../../../keys/master.key")]
    [InlineData("/education/log/tile/%2e%2e/%2e%2e/subjects.slots")]
    [InlineData("/../keys/master.key")]
    [InlineData("/education/subjects.slots")]
    [InlineData("/tokens.json")]
    [InlineData("/demo-tokens.json")]
    public async Task AnyFileOfTheDataDirectory_IsNotServed(string path)
    {
        using var response = await GetAsync(path);

        await Problem.AssertAsync(response, "LDG9002");
    }

    private static async Task<bool> AssertAgreeAsync(HttpResponseMessage hashes, HttpResponseMessage texts, TileId tile, EntryBundleId entries)
    {
        Assert.All([hashes, texts], response =>
        {
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
            Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.NonValidated["Cache-Control"]));
        });
        var bytes = await hashes.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var bundle = await texts.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(tile.Width * Digest.Length, bytes.Length);
        Assert.True(EntryBundle.TryDecode(bundle, entries.Width, out var decoded));
        Assert.Equal(decoded.SelectMany(entry => TreeHash.Leaf(entry.Span).ToArray()), bytes);
        return true;
    }

    private async Task<long> SizeAsync()
    {
        var text = await node.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
        Assert.True(SignedNote.TryParse(text, out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        return checkpoint.Size;
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        node.Http.GetAsync(new Uri(node.Address.GetLeftPart(UriPartial.Authority) + path, AsWritten), TestContext.Current.CancellationToken);
}
