using System.IO.Compression;
using System.Net.Http.Headers;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Http;

/// <summary>Tests that public answers are compressed on request, that answers to a token never are, and that compressed bodies are refused.</summary>
public sealed class CompressionTests(RunningNode node)
{
    [Theory]
    [InlineData("/v1/departments", "gzip")]
    [InlineData("/v1/departments", "br")]
    [InlineData("/v1/types", "gzip")]
    [InlineData("/vct/senior-card/1", "gzip")]
    [InlineData("/.well-known/jwt-vc-issuer/education", "gzip")]
    [InlineData("/openapi/v1.json", "gzip")]
    [InlineData("/docs/faults", "br")]
    [InlineData("/education/log/checkpoint", "gzip")]
    [InlineData("/education/log/tile/entries", "gzip")]
    [InlineData("/health/ready", "gzip")]
    public async Task Get_PublicAddress_IsCompressedOnRequestWithTheSameContent(string path, string coding)
    {
        path = await WithTileAsync(path);
        using var response = await GetAsync(path, coding);
        var plain = await node.Http.GetByteArrayAsync(path, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        await using var packed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream unpacked = coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var held = new MemoryStream();
        await unpacked.CopyToAsync(held, TestContext.Current.CancellationToken);
        if (!path.StartsWith("/health", StringComparison.Ordinal) && !path.EndsWith("checkpoint", StringComparison.Ordinal))
        {
            Assert.Equal(plain, held.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/{id}")]
    [InlineData("/{id}/bundle?purpose=correction")]
    [InlineData("/{id}/history")]
    public async Task Get_WithAToken_IsNeverCompressed(string part)
    {
        var issued = await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());

        using var response = await GetAsync(TestRecords.Root + part.Replace("{id}", issued["id"]!.GetValue<string>(), StringComparison.Ordinal), "gzip, br");

        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Get_OfHashes_IsNotCompressed()
    {
        using var response = await GetAsync(await WithTileAsync("/education/log/tile/hashes"), "gzip");

        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/v1/verify", "gzip", "application/json")]
    [InlineData("/v1/verify", "br", "application/json")]
    [InlineData("/v1/verify", "identity, gzip", "application/json")]
    [InlineData("/v1/departments/education/records", "gzip", "application/json")]
    [InlineData("/v1/departments/education/records/batch", "gzip", "application/x-ndjson")]
    [InlineData("/v1/departments/education/records/01890000-0000-7000-8000-000000000000/status", "deflate", "application/json")]
    [InlineData("/v1/departments/education/tokens", "x-unknown", "application/json")]
    public async Task Post_EncodedBody_IsRefusedWithTheAcceptedCoding(string path, string coding, string type)
    {
        using var request = Post(path, coding, type);

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9030");
        Assert.Equal("identity", response.Headers.GetValues("Accept-Encoding").Single());
    }

    [Fact]
    public async Task Post_BodyWithIdentityCoding_IsRead()
    {
        using var request = Post("/v1/verify", "identity", "application/json");

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await Problem.AssertAsync(response, "LDG9009", "");
    }

    private static HttpRequestMessage Post(string path, string coding, string type)
    {
        var content = new StringContent("{}", System.Text.Encoding.UTF8, type);
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", coding));
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string codings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", codings);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "issuer"));
        return await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Replaces the placeholder in the address by the last file of the log.</summary>
    private async Task<string> WithTileAsync(string path)
    {
        var note = await node.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
        var size = long.Parse(note.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
        return path.Replace("tile/entries", EntryBundleId.Holding(size - 1, size).Path, StringComparison.Ordinal)
            .Replace("tile/hashes", TileId.Holding(new TreeNode(0, size - 1), size).Path, StringComparison.Ordinal);
    }
}
