using System.IO.Compression;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Mirroring;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.RecordEvidence;

/// <summary>Tests <c>ledger evidence</c> with the real node and chain, and verifies the evidence without either.</summary>
public sealed class EvidenceTests(RunningNode node)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_OfARecordInForce_IsProvenByTheBlockHashAlone()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();

        var written = await WriteAsync(folder, id);
        var run = await CliRun.RunAsync("verify", written.Path, "--block-hash", written.BlockHash, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.All(report["findings"]!.AsArray(), finding => Assert.True(finding!["passed"]!.GetValue<bool>(), finding.ToJsonString()));
        Assert.Equal(["block", "proof", "anchor", "status", "type"], report["findings"]!.AsArray().Select(finding => finding!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Evidence_BlockHashNotCompared_HasNoVerdict(bool isRevoked)
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        if (isRevoked)
        {
            await node.ChangeStatusAsync(id, "revoked");
        }

        var run = await CliRun.RunAsync("verify", (await WriteAsync(folder, id)).Path, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("could-not-be-checked", report["verdict"]!.GetValue<string>());
        var block = report["findings"]!.AsArray().Single(finding => finding!["name"]!.GetValue<string>() == "block")!;
        Assert.Null(block["passed"]);
    }

    [Fact]
    public async Task Evidence_OfARevokedRecord_ProvesThatItIsNotInForce()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "revoked");
        await Eventually.IsTrueAsync(async () => (await VerifyAsync((await WriteAsync(folder, id)).Path)).ExitCode == 1, "the revocation is on chain");

        var run = await VerifyAsync((await WriteAsync(folder, id)).Path);

        Assert.True(run.ExitCode == 1, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("not-in-force", report["verdict"]!.GetValue<string>());
        Assert.All(report["findings"]!.AsArray(), finding => Assert.True(finding!["passed"]!.GetValue<bool>(), finding.ToJsonString()));
    }

    [Theory]
    [InlineData("issuer", true)]
    [InlineData("auditor", true)]
    [InlineData("verifier", false)]
    public async Task Evidence_OfARevokedRecord_ContainsTheReasonForAllowedRolesOnly(string role, bool says)
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "revoked");
        var path = Path.Combine(folder.Path, "evidence.zip");

        CliRun written = null!; // The first iteration sets it.
        await Eventually.IsTrueAsync(async () =>
        {
            written = await CliRun.RunAsync(
                "evidence", id, "--node", node.Address.ToString(), "--token", node.Token(TestRecords.Department, role),
                "--department", TestRecords.Department, "--purpose", "correction", "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--out", path);
            return written.ExitCode == 0 && written.Out.Contains("revoked since", StringComparison.Ordinal);
        }, "the revocation is on chain");
        var read = await CliRun.RunAsync("verify", path);

        Assert.All((string[])[written.Out, read.Out], text => Assert.Equal(says, text.Contains("(demo-issuer)", StringComparison.Ordinal)));
        await using var archive = await ZipFile.OpenReadAsync(path, Cancel);
        Assert.Equal(says, archive.GetEntry("status.json") is not null);
    }

    [Fact]
    public async Task Evidence_OpenedAsAnArchive_HasAReadmeInBothLanguages()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        var written = await WriteAsync(folder, id);

        await using var archive = await ZipFile.OpenReadAsync(written.Path, Cancel);

        Assert.Equal(["README.txt", "bundle.ledger.json", "type.json", "chain.json"], archive.Entries.Select(entry => entry.FullName));
        var readme = await EvidenceParts.ReadAsync(archive.GetEntry("README.txt")!);
        Assert.Contains(written.BlockHash, readme, StringComparison.Ordinal);
        Assert.Contains("区块哈希", readme, StringComparison.Ordinal);
        Assert.Contains("ledger verify", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfEvidenceAsOfATimeAfterItsBlock_CouldNotBeChecked()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        var written = await WriteAsync(folder, id);

        var run = await CliRun.RunAsync("verify", written.Path, "--block-hash", written.BlockHash, "--json", "--as-of", "2090-01-31T00:00:00Z");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG1056", run.Out, StringComparison.Ordinal);
        Assert.Contains("or an earlier time.", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ry again later", run.Out, StringComparison.Ordinal);
    }

    // The record is valid from 2026-04-04. Before that date its own dates decide; after it only the chain could.
    [Theory]
    [InlineData("2020-01-31T00:00:00Z", 1, "LDG1026", "not in force")]
    [InlineData("2026-04-05T00:00:00Z", 2, "LDG1030", "or a later time.")]
    public async Task Verify_OfEvidenceAsOfATimeBeforeItsAnchor_IsJudgedByItsOwnDates(string asOf, int exitCode, string code, string said)
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        var written = await WriteAsync(folder, id);

        var run = await CliRun.RunAsync("verify", written.Path, "--block-hash", written.BlockHash, "--json", "--as-of", asOf);

        Assert.True(run.ExitCode == exitCode, run.ToString());
        Assert.Contains(code, run.Out, StringComparison.Ordinal);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ry again later", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_OfTheSameBlock_IsTheSameFile()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();

        await Eventually.IsTrueAsync(async () =>
        {
            var (one, two) = (await WriteAsync(folder, id, "one.zip"), await WriteAsync(folder, id, "two.zip"));
            return one.BlockHash == two.BlockHash
                && Enumerable.SequenceEqual(await File.ReadAllBytesAsync(one.Path, Cancel), await File.ReadAllBytesAsync(two.Path, Cancel));
        }, "two readings fall on one block");
    }

    [Theory]
    [InlineData("bundle.ledger.json", "\"entry\"", "\"entrz\"", 1)]
    [InlineData("type.json", "\"vct\"", "\"vcT\"", 1)]
    [InlineData("chain.json", "\"status\":2", "\"status\":0", 1)]
    [InlineData("chain.json", "\"header\":\"0xf9\"", "\"header\":\"0xf8\"", 1)]
    [InlineData("chain.json", "ledger-evidence/1", "ledger-evidence/2", 2)]
    [InlineData("chain.json", "ledger-evidence/1", "something/1", 2)]
    [InlineData("chain.json", "\"said\"", "\"sad\"", 2)]
    public async Task Verify_OfChangedEvidence_DetectsTheChange(string part, string from, string to, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var path = await ChangedAsync(folder, part, from, to);

        var run = await VerifyAsync(path);

        Assert.True(run.ExitCode == exitCode, run.ToString());
    }

    [Fact]
    public async Task Verify_AgainstTheHashOfAnotherBlock_Fails()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        var written = await WriteAsync(folder, id);

        var run = await CliRun.RunAsync("verify", written.Path, "--block-hash", "0x" + new string('1', 64));

        Assert.True(run.ExitCode == 2, run.ToString()); // Either hash may be the wrong one, so there is no verdict on the record.
        Assert.Contains("✗ block", run.Out, StringComparison.Ordinal);
        Assert.Contains("is not the one that was given", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfEvidenceWithoutAProof_CouldNotBeProven()
    {
        using var folder = new TemporaryFolder();
        var (id, _) = await node.IssueFinalAsync();
        var written = await WriteAsync(folder, id);
        await EvidenceParts.ReplaceAsync(written.Path, "chain.json", text =>
        {
            var json = JsonNode.Parse(text)!;
            json["proof"] = null;
            return json.ToJsonString();
        });

        var run = await VerifyAsync(written.Path);

        Assert.True(run.ExitCode == 2, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("could-not-be-checked", report["verdict"]!.GetValue<string>());
        Assert.Equal("valid", report["report"]!["verdict"]!.GetValue<string>()); // The verdict on the bundle by the chain's node.
        Assert.True(report["checks"]!["missing"]!.GetValue<int>() > 0);
        Assert.StartsWith("?", (await CliRun.RunAsync("verify", written.Path)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_FromAnEndpointWithoutProofs_IsNotWritten()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "evidence.zip");
        var (id, _) = await node.IssueFinalAsync();
        await using var proxy = new ChainProxy(node.Rpc) { UnknownMethod = "eth_getProof" };

        var run = await CliRun.RunAsync(
            "evidence", id, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--department", TestRecords.Department,
            "--rpc", proxy.Address, "--registry", node.Registry, "--finality", "instant", "--out", path, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.False(File.Exists(path));
        Assert.DoesNotContain("\"verdict\":\"valid\",\"checks\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAnArchiveThatIsNotEvidence_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var run = await VerifyAsync(folder.File("evidence.zip", "PK\u0003\u0004 and no archive"));

        Assert.True(run.ExitCode == 2 && run.Error.StartsWith("LDG8571:", StringComparison.Ordinal), run.ToString());
    }

    [Fact]
    public async Task Evidence_OfAnUnknownRecord_IsRefused()
    {
        var run = await RunAsync("019ab000-0000-7000-8000-000000000001", Path.Combine(Path.GetTempPath(), "never.zip"));

        Assert.True(run.ExitCode == 2 && run.Error.StartsWith("LDG8512:", StringComparison.Ordinal), run.ToString());
    }

    /// <summary>Verifies with a known block hash. These tests trust the hash in the file.</summary>
    private static async Task<CliRun> VerifyAsync(string path)
    {
        var alone = await CliRun.RunAsync("verify", path, "--json");
        return alone.Out.Length == 0 ? alone : await CliRun.RunAsync("verify", path, "--block-hash", JsonNode.Parse(alone.Out)!["blockHash"]!.GetValue<string>(), "--json");
    }

    private Task<CliRun> RunAsync(string id, string path) => CliRun.RunAsync(
        "evidence", id, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--department", TestRecords.Department,
        "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--out", path, "--json");

    private async Task<(string Path, string BlockHash)> WriteAsync(TemporaryFolder folder, string id, string name = "evidence.zip")
    {
        var path = Path.Combine(folder.Path, name);
        var run = await RunAsync(id, path);
        Assert.True(run.ExitCode == 0, run.ToString());
        return (path, JsonNode.Parse(run.Out)!["blockHash"]!.GetValue<string>());
    }

    /// <summary>Writes evidence of a revoked record and changes one part. The record is revoked so that the evidence contains a status.</summary>
    private async Task<string> ChangedAsync(TemporaryFolder folder, string part, string from, string to)
    {
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "revoked");
        var path = "";
        await Eventually.IsTrueAsync(async () => (await VerifyAsync(path = (await WriteAsync(folder, id)).Path)).ExitCode == 1, "the revocation is on chain");
        await EvidenceParts.ReplaceAsync(path, part, text =>
        {
            var place = text.IndexOf(from.TrimEnd('"'), StringComparison.Ordinal);
            Assert.True(place >= 0, $"{part} holds no {from}");
            return text[..place] + to.TrimEnd('"') + text[(place + from.TrimEnd('"').Length)..];
        });
        return path;
    }
}
