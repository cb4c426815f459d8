using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Proofs;

public sealed class ProofVectorsTests : IDisposable
{
    private static readonly string Tree = Repository.PathOf("tests", "vectors", "tree");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Vectors_Shared_AllMatch()
    {
        var run = await LedgerRun.RunAsync("proof", "vectors", Tree, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Directory.GetFiles(Tree, "*.json").Length, (int?)run.Json["files"]);
        Assert.Empty(run.Json["otherwise"]!.AsArray());
    }

    [Theory]
    [InlineData("inclusion-7-of-11.json", "refused")]
    [InlineData("consistency-6-to-15.json", "refused")]
    [InlineData("inclusion-hash-0-bit-flipped.json", "accepted")]
    [InlineData("consistency-new-root-is-zero.json", "accepted")]
    public async Task Vectors_OneThatExpectsTheOpposite_IsNamed(string file, string expect)
    {
        var other = expect == "refused" ? "accepted" : "refused";
        _folder.Write("a.json", await ReadAsync("inclusion-0-of-1.json"));
        _folder.Write(file, (await ReadAsync(file)).Replace($"\"{other}\"", $"\"{expect}\"", StringComparison.Ordinal));

        var run = await LedgerRun.RunAsync("proof", "vectors", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"✗ {file} {other}", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 vectors", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"expect\": \"accepted\"", "\"expect\": \"perhaps\"")]
    [InlineData("\"inclusion\"", "\"exclusion\"")]
    [InlineData("\"0x467e", "\"0x")]
    [InlineData("\"treeSize\": 11", "\"treeSize\": \"11\"")]
    [InlineData("\"treeSize\": 11", "\"leafIndex\": 11")]
    [InlineData("{", "")]
    public async Task Vectors_MalformedVector_CouldNotRun(string from, string to)
    {
        _folder.Write("v.json", (await ReadAsync("inclusion-7-of-11.json")).Replace(from, to, StringComparison.Ordinal));

        AssertCouldNotRun(await LedgerRun.RunAsync("proof", "vectors", _folder.Path), "LDG8502", "v.json");
    }

    [Fact]
    public async Task Vectors_NoFolderOrEmptyFolder_CouldNotRun()
    {
        AssertCouldNotRun(await LedgerRun.RunAsync("proof", "vectors", _folder.Path), "LDG8501", _folder.Path);
        AssertCouldNotRun(await LedgerRun.RunAsync("proof", "vectors", _folder.PathOf("none")), "LDG8501", "none");
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Tree, file), TestContext.Current.CancellationToken);
}
