using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Council;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.RecordEvidence;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Moving;

/// <summary>
/// Tests the retirement of a chain. A real node moves from one real chain to another, and the first is stopped permanently. A verifier who trusts only the
/// second chain can still verify earlier records.
/// </summary>
public sealed class MoveTests(RunningNode shared) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Move_ToANewChain_OldBundlesVerifyThroughTheRecord()
    {
        var program = Path.Combine(shared.DataDirectory, "chain", "anvil");
        await using var next = await OwnChain.StartAsync(Path.Combine(_folder.Path, "next"), program, 41_002);
        var node = new MovingNode(Path.Combine(_folder.Path, "data"), NodeProcess.FreeAddress());
        node.MakeTokens();
        var evidence = Path.Combine(_folder.Path, "evidence.zip");
        string validId, valid, revoked, suspended, suspendedId, migration;
        Digest hash;
        DateTimeOffset beforeAll, afterAll; // Both are times of the first chain, whose blocks never go back in time. The clock of the machine may.
        await using (var old = await OwnChain.StartAsync(Path.Combine(_folder.Path, "old"), program, 41_001))
        {
            await old.AdmitAsync(node.Keys, node.Id, node.Origin, node.Address);
            await using (var process = await node.StartAsync(old))
            {
                validId = await node.IssueAsync(process);
                valid = await node.SaveBundleAsync(process, validId, "valid.json");
                var revokedId = await node.IssueAsync(process);
                revoked = await node.SaveBundleAsync(process, revokedId, "revoked.json");
                suspendedId = await node.IssueAsync(process);
                suspended = await node.SaveBundleAsync(process, suspendedId, "suspended.json");
                beforeAll = await old.ReadTimeAsync();
                await Eventually.IsTrueAsync(() => old.IsLaterAsync(beforeAll), "a block has a later second");
                await node.ChangeAsync(process, revokedId, "revoked");
                await node.ChangeAsync(process, suspendedId, "suspended");
                await Eventually.IsTrueAsync(() => IsWholeAsync(node, process), "everything is anchored");
                afterAll = await old.ReadTimeAsync();

                AssertRefused("LDG8507", await MigrateAsync(node, old, next));
                Assert.Equal(0, await process.StopAsync());
            }

            AssertRefused("LDG8706", await MigrateAsync(node, old, next));
            await next.AdmitAsync(node.Keys, node.Id, node.Origin, node.Address);
            AssertRefused("LDG8709", await MigrateAsync(node, old, old));
            var (exit, said) = await node.RunToEndAsync(next);
            Assert.True(exit == 2 && said.Contains("LDG8025", StringComparison.Ordinal), said);

            var dry = await MigrateAsync(node, old, next, "--dry-run");
            Assert.True(dry.ExitCode == 0, dry.ToString());
            Assert.False(Directory.Exists(Path.Combine(node.Data, "departments", MovingNode.Department, "log", "migration")));

            await CutOffAsync(node, old, next);
            var moved = await MigrateAsync(node, old, next);
            Assert.True(moved.ExitCode == 0, moved.ToString());
            var row = JsonNode.Parse(moved.Out)![0]!;
            migration = row["file"]!.GetValue<string>();
            Assert.True(Digest.TryParseHex(row["recordHash"]!.GetValue<string>(), out hash));
            Assert.Equal((2, 3), (row["statuses"]!.GetValue<int>(), row["anchors"]!.GetValue<int>() >= 3 ? 3 : 0));

            await AssertResumesAsync(node, old, next, migration, row["size"]!.GetValue<long>());
            var check = await CliRun.RunAsync(["chain", "check-migration", migration, .. old.From, "--json"]);
            Assert.True(check.ExitCode == 0, check.ToString());
            Assert.Equal(2, (await CliRun.RunAsync("chain", "check-migration", migration)).ExitCode); // The command compares the record with no chain.
        }

        // The old chain is stopped permanently. The council has not approved the record yet.
        AssertCode(2, "LDG1040", await VerifyAsync(next, valid, "--migration", migration));
        await using (var process = await node.StartAsync(next))
        {
            await Eventually.IsTrueAsync(() => IsWholeAsync(node, process), "the move is anchored");
            await AssertCouldNotBeAuditedAsync(node, next);
            AssertCode(2, "LDG1040", await CliRun.RunAsync([.. node.EvidenceWith(next, validId, evidence), "--migration", migration]));
            Assert.False(File.Exists(evidence)); // A record that could not be checked gets no evidence.
            await next.DecideAsync(CouncilCall.RecordMigration(node.Origin, hash));
            await Eventually.IsTrueAsync(() => IsWholeAsync(node, process), "the move is anchored, and every status is there again");

            var fetched = await VerifyAsync(next, valid);
            Assert.True(fetched.ExitCode == 0, fetched.ToString());
            var path = JsonNode.Parse(fetched.Out)!["migration"]!;
            Assert.Equal((41_001L, 41_002L), (path["from"]!["chainId"]!.GetValue<long>(), path["to"]!["chainId"]!.GetValue<long>()));
            Assert.Equal(hash.ToHex(), path["record"]!.GetValue<string>());

            using var posted = await process.Http.PostAsync("/v1/verify", new ByteArrayContent(await File.ReadAllBytesAsync(valid, Cancel)) { Headers = { { "Content-Type", "application/json" } } }, Cancel);
            var answer = JsonNode.Parse(await posted.Content.ReadAsStringAsync(Cancel))!;
            Assert.Equal("valid", answer["verdict"]!.GetValue<string>());
            Assert.Equal(hash.ToHex(), answer["migration"]!["record"]!.GetValue<string>());

            // A new record, and an old one fetched again: each names its own first anchor.
            var newId = await node.IssueAsync(process);
            var issued = await node.SaveBundleAsync(process, newId, "new.json");
            Assert.Equal(0, (await VerifyAsync(next, issued)).ExitCode);
            Assert.Equal(41_002, AnchorChainOf(issued));
            var again = await node.SaveBundleAsync(process, suspendedId, "again.json");
            Assert.Equal(41_001, AnchorChainOf(again));

            AssertCode(1, "LDG1022", await VerifyAsync(next, suspended));
            await node.ChangeAsync(process, suspendedId, "active");
            Assert.Equal(0, (await VerifyAsync(next, suspended)).ExitCode);
            await Eventually.IsTrueAsync(() => IsCleanAsync(node, process), "the node's own check finds nothing");
            await AssertAuditedAsync(node, next, migration, hash);
            await Eventually.IsTrueAsync(
                async () => (await CliRun.RunAsync(node.EvidenceWith(next, validId, evidence))).ExitCode == 0, "a block that can be proven");
            Assert.Equal(0, await process.StopAsync());
        }

        await AssertProvenAsync(evidence, migration);

        // The node is down, so nobody can fetch the migration record. With a copy of it the verdict is given; without one it is not.
        var without = await VerifyAsync(next, valid);
        AssertCode(2, "LDG1039", without);
        Assert.Equal(0, (await VerifyAsync(next, valid, "--migration", migration)).ExitCode);
        var since = await VerifyAsync(next, revoked, "--migration", migration);
        AssertCode(1, "LDG1023", since);
        var told = JsonNode.Parse(since.Out)!["status"]!["since"]!.GetValue<DateTimeOffset>();
        Assert.InRange(told, beforeAll.AddSeconds(1), afterAll); // The time of the first chain's block, not of its repetition on the second.
        Assert.Equal(0, (await VerifyAsync(next, revoked, "--migration", migration, "--as-of", Text(beforeAll))).ExitCode);
        AssertCode(1, "LDG1022", await VerifyAsync(next, suspended, "--migration", migration, "--as-of", Text(told.AddSeconds(5))));

        var forged = Path.Combine(_folder.Path, "forged.json");
        var text = await File.ReadAllTextAsync(valid, Cancel);
        var at = text.IndexOf("\"tx\":\"0x", StringComparison.Ordinal) + "\"tx\":\"0x".Length;
        await File.WriteAllTextAsync(forged, string.Concat(text.AsSpan(0, at), text[at] == '1' ? "2" : "1", text.AsSpan(at + 1)), Cancel);
        AssertCode(1, "LDG1019", await VerifyAsync(next, forged, "--migration", migration)); // The approved record does not contain this anchor.
        byte[] damaged = await File.ReadAllBytesAsync(migration, Cancel);
        damaged[^1] ^= 1;
        var other = Path.Combine(_folder.Path, "damaged");
        await File.WriteAllBytesAsync(other, damaged, Cancel);
        AssertRefused("LDG8502", await VerifyAsync(next, valid, "--migration", other));
    }

    /// <summary>Asserts an audit that trusts only the second chain. The migration record replaces the first chain. Without the record the audit reports nothing as wrong.</summary>
    private async Task AssertAuditedAsync(MovingNode node, OwnChain next, string migration, Digest hash)
    {
        var run = await CliRun.RunAsync(node.AuditWith(next));

        Assert.True(run.ExitCode == 0, run.ToString());
        var audited = JsonNode.Parse(run.Out)!["departments"]![0]!;
        var left = Assert.Single(audited["leftChains"]!.AsArray())!;
        Assert.Equal((41_001L, hash.ToHex(), 2), (left["id"]!.GetValue<long>(), left["provenBy"]!.GetValue<string>(), left["statuses"]!.GetValue<int>()));
        Assert.True(left["anchors"]!.GetValue<int>() >= 3);
        Assert.Equal(left["anchors"]!.GetValue<int>(), left["agreeing"]!.GetValue<int>());
        var records = audited["records"]!;
        Assert.Equal((4L, 3L, 1L), (records["checked"]!.GetValue<long>(), records["valid"]!.GetValue<long>(), records["notInForce"]!.GetValue<long>()));
        Assert.Empty(audited["unchecked"]!.AsArray());

        var aside = Path.Combine(_folder.Path, "aside");
        File.Move(migration, aside);
        await AssertCouldNotBeAuditedAsync(node, next);
        File.Move(aside, migration);
    }

    private static async Task AssertCouldNotBeAuditedAsync(MovingNode node, OwnChain next)
    {
        var run = await CliRun.RunAsync(node.AuditWith(next));

        AssertCode(2, "LDG3360", run);
        Assert.Empty(JsonNode.Parse(run.Out)!["departments"]![0]!["findings"]!.AsArray());
    }

    /// <summary>Asserts that evidence of an old record contains the migration record and needs no chain.</summary>
    private static async Task AssertProvenAsync(string evidence, string migration)
    {
        var alone = await CliRun.RunAsync("verify", evidence, "--json");
        Assert.True(alone.ExitCode == 2, alone.ToString()); // The block hash is compared with nothing.
        var run = await CliRun.RunAsync("verify", evidence, "--block-hash", JsonNode.Parse(alone.Out)!["blockHash"]!.GetValue<string>(), "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.Equal(["block", "proof", "migration", "status", "type"], report["findings"]!.AsArray().Select(finding => finding!["name"]!.GetValue<string>()));
        Assert.All(report["findings"]!.AsArray(), finding => Assert.True(finding!["passed"]!.GetValue<bool>(), finding.ToJsonString()));
        await using (var archive = await ZipFile.OpenReadAsync(evidence, Cancel))
        {
            await using var held = await archive.GetEntry("migration-1.bin")!.OpenAsync(Cancel);
            using var bytes = new MemoryStream();
            await held.CopyToAsync(bytes, Cancel);
            Assert.Equal(await File.ReadAllBytesAsync(migration, Cancel), bytes.ToArray());
            Assert.Contains("migration-1.bin ", await EvidenceParts.ReadAsync(archive.GetEntry("README.txt")!), StringComparison.Ordinal);
        }

        Assert.Equal(2, await ChangedAsync(evidence, "migration-1.bin", _ => null)); // Without the part there is nothing to check, so nothing is reported as wrong.
        Assert.Equal(2, await ChangedAsync(evidence, "migration-1.bin", text => text[..^1]));
        Assert.Equal(2, await ChangedAsync(evidence, "chain.json", text => Said(text, said => said["migrations"] = new JsonArray())));
        Assert.Equal(1, await ChangedAsync(evidence, "chain.json", text => Said(
            text, said => said["migrations"]![0]!["recordedAt"] = said["migrations"]![0]!["recordedAt"]!.GetValue<long>() - 1))); // The proven state has another time.
    }

    private static string Said(string chain, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(chain)!;
        change(json["said"]!);
        return json.ToJsonString();
    }

    private static async Task<int> ChangedAsync(string evidence, string part, Func<string, string?> change)
    {
        var copy = Path.ChangeExtension(evidence, ".changed.zip");
        File.Copy(evidence, copy, overwrite: true);
        await EvidenceParts.ReplaceAsync(copy, part, change);
        return (await CliRun.RunAsync("verify", copy)).ExitCode;
    }

    private static Task<CliRun> MigrateAsync(MovingNode node, OwnChain old, OwnChain next, params string[] more) =>
        CliRun.RunAsync(["chain", "migrate", "--data", node.Data, .. old.From, .. next.To, .. more, "--json"]);

    private static Task<CliRun> VerifyAsync(OwnChain trusted, string bundle, params string[] more) =>
        CliRun.RunAsync(["verify", bundle, .. trusted.Trust, .. more, "--json"]);

    /// <summary>Kills the command at different points of its work. Each step must still happen only once.</summary>
    private static async Task CutOffAsync(MovingNode node, OwnChain old, OwnChain next)
    {
        for (var wait = 400; wait <= 2800; wait += 400)
        {
            using var process = Process.Start(Programs.Start(Programs.Cli, ["chain", "migrate", "--data", node.Data, .. old.From, .. next.To]))!;
            await Task.WhenAny(process.WaitForExitAsync(Cancel), Task.Delay(wait, Cancel));
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(Cancel);
        }
    }

    /// <summary>Runs the command again when only the file is missing, and when nothing is missing. Record and entry stay the same.</summary>
    private static async Task AssertResumesAsync(MovingNode node, OwnChain old, OwnChain next, string file, long size)
    {
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        Assert.True(MigrationFile.TryRead(bytes, out var read, out _));
        Assert.Equal(size, read.Checkpoint.Size);
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(file)!));
        Assert.Equal(read.Record.Head.Size + 1, size); // One entry, however often the command was killed.

        var same = await MigrateAsync(node, old, next);
        Assert.Equal(size, JsonNode.Parse(same.Out)![0]!["size"]!.GetValue<long>());
        File.Delete(file);
        await File.WriteAllBytesAsync(Path.Combine(node.Data, "departments", MovingNode.Department, "migration.draft"), read.Record.ToBytes(), Cancel);
        var restored = await MigrateAsync(node, old, next);

        Assert.True(restored.ExitCode == 0, restored.ToString());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Cancel));
    }

    private static async Task<bool> IsWholeAsync(MovingNode node, NodeProcess process)
    {
        var health = (await node.JsonAsync(process, HttpMethod.Get, "/health/ready"))["departments"]![0]!;
        return health["anchoredSize"]!.GetValue<long>() == health["size"]!.GetValue<long>() && health["pendingStatuses"]!.GetValue<int>() == 0;
    }

    private static async Task<bool> IsCleanAsync(MovingNode node, NodeProcess process) =>
        (await node.JsonAsync(process, HttpMethod.Get, "/health/ready")).ToJsonString() is var health
        && health.Contains("\"findings\":0", StringComparison.Ordinal);

    private static long AnchorChainOf(string bundle) => JsonNode.Parse(File.ReadAllText(bundle))!["anchor"]!["chainId"]!.GetValue<long>();

    private static void AssertRefused(string code, CliRun run) =>
        Assert.True(run.ExitCode == 2 && run.Error.Contains(code, StringComparison.Ordinal), $"{code} expected: {run}");

    private static void AssertCode(int exit, string code, CliRun run) =>
        Assert.True(run.ExitCode == exit && run.Out.Contains(code, StringComparison.Ordinal), $"{exit} {code} expected: {run}");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
