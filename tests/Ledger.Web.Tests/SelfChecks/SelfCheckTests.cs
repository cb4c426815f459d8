using System.Text.Json.Nodes;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SelfChecks;

/// <summary>Tests the self-check of a node's log. A changed bit has a code and a place. An outage is neither a success nor a finding.</summary>
public sealed class SelfCheckTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private static (string, string)[] AtOnce { get; } = [("Ledger__SampleCity", "false"), ("Ledger__SelfCheck__FirstAfterSeconds", "0")];

    [Fact]
    public async Task SelfCheck_OfASoundLog_FindsNothingAndAgreesWithTheChain()
    {
        using var folder = new TemporaryFolder();

        await using var node = await NodeProcess.StartAsync(stopped.CopyTo(folder), null, AtOnce);
        var check = await CheckAsync(node);

        Assert.Equal((3, 0), (check["size"]!.GetValue<int>(), check["findings"]!.GetValue<int>()));
        Assert.True(check["anchorsAgreeing"]!.GetValue<int>() > 0, check.ToJsonString());
        Assert.Null(check["problem"]);
        var metrics = await node.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Matches("ledger_selfcheck_findings\\{[^}]*education[^}]*\\} 0", metrics);
        Assert.Contains("ledger_selfcheck_age_seconds{", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log/tile/entries/000.p/3", 60, "LDG3215", "tile/entries/000.p/3")]
    [InlineData("log/tile/0/000.p/3", 5, "LDG3216", "tile/0/000.p/3")]
    [InlineData("journal/0000000000.ldgj", -40, "LDG3282", "journal")]
    public async Task SelfCheck_AfterOneBitWasFlipped_NamesThePlace(string file, int place, string code, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(stopped.CopyTo(folder), null, [.. AtOnce[..1], ("Ledger__SelfCheck__FirstAfterSeconds", "3")]);
        Flip(Path.Combine(node.DataDirectory, "departments", TestRecords.Department, file), place);

        var check = await CheckAsync(node);

        Assert.Equal((code, expected), (check["code"]?.GetValue<string>(), check["place"]?.GetValue<string>()));
        using var response = await node.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.NotEqual("ready", health["status"]!.GetValue<string>()); // If a tile leads to another root than the anchored one, the writer stops too.
        // The output of a process arrives a moment after its answers.
        await Eventually.IsTrueAsync(() => Task.FromResult(node.Output.Contains(code, StringComparison.Ordinal)), $"the log names {code}");
    }

    [Fact]
    public async Task SelfCheck_AfterABitOfAStoredAnchorWasFlipped_NamesTheAnchor()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var department = Path.Combine(data, "departments", TestRecords.Department);
        byte[] root;
        await using (var before = await LedgerNode.StartAsync(data, null, AtOnce[..1]))
        {
            await before.FetchBundleAsync(await before.IssueAsync());
            root = Convert.FromBase64String((await File.ReadAllLinesAsync(
                Path.Combine(department, "log", "checkpoint"), TestContext.Current.CancellationToken))[2]);
            await before.FetchBundleAsync(await before.IssueAsync()); // The start reads the newest anchor from the chain again, but not an older one.
            await before.StopAsync();
        }

        FlipWhereverItStands(Path.Combine(department, "ledger.db"), root);

        await using var node = await LedgerNode.StartAsync(data, null, AtOnce);
        var check = await CheckAsync(node);

        Assert.Equal(("LDG3283", "anchor/4"), (check["code"]?.GetValue<string>(), check["place"]?.GetValue<string>()));
        Assert.Equal(1, check["findings"]!.GetValue<int>());
    }

    [Fact]
    public async Task SelfCheck_WithoutAChain_ReportsThatItWasNotCompared()
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(stopped.CopyTo(folder), null,
        [
            .. AtOnce,
            ("Ledger__Chain__Endpoints__0", NodeProcess.FreeAddress().ToString()),
            ("Ledger__Chain__Registry", "0x00000000000000000000000000000000000000aa"),
            ("Ledger__Departments__0__Id", TestRecords.Department),
            ("Ledger__Departments__0__NameZh", "市教育局"),
            ("Ledger__Departments__0__NameEn", "Education Bureau"),
        ]);

        var check = await CheckAsync(node);

        Assert.Equal((0, "LDG3350"), (check["findings"]!.GetValue<int>(), check["problem"]?.GetValue<string>()));
        Assert.Null(check["anchorsAgreeing"]);
    }

    private static async Task<JsonNode> CheckAsync(TestNode node)
    {
        JsonNode? check = null;
        await Eventually.IsTrueAsync(async () => (check = (await node.HealthAsync())["selfCheck"]) is not null, "the node has checked itself");
        return check!; // Not null, because the wait above ended with a check.
    }

    private static void FlipWhereverItStands(string path, byte[] wanted)
    {
        var bytes = File.ReadAllBytes(path);
        var isThere = false;
        for (int from = 0, at; (at = bytes.AsSpan(from).IndexOf(wanted)) >= 0; from += at + wanted.Length)
        {
            bytes[from + at] ^= 1;
            isThere = true;
        }

        Assert.True(isThere);
        File.WriteAllBytes(path, bytes);
    }

    private static void Flip(string path, int place)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = place < 0 ? file.Length + place : place;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }
}
