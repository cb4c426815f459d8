using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Log;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Killing;

/// <summary>
/// Kills a node under load fifty times, while it works and while it starts. Afterwards every answer that it gave must still hold: every receipt,
/// every head, and one record for each key.
/// </summary>
public sealed class KilledNodeTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private const int Kills = 50;
    private const int MaxAnswers = 60;
    private const int StartKillInterval = 5;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryReceipt_AfterFiftyKills_StillHolds()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var before = SizeOf(data);
        var tokens = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "demo-tokens.json"), Cancel))!;
        var token = tokens[TestRecords.Department]!["issuer"]!.GetValue<string>();
        var load = new Load(token);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = NodeProcess.StartWithoutWaiting(data, Settings);
            if (kill % StartKillInterval == StartKillInterval - 1)
            {
                await KillDuringStartAsync(node, random);
            }
            else
            {
                await node.Ready.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
                await load.RunAsync(node, random.Next(MaxAnswers), node.KillAsync);
            }
        }

        VerifierKey key;
        await using (var node = await NodeProcess.StartAsync(data, null, Settings))
        {
            await load.FinishAsync(node);
            await load.ReadHeadAsync(node);
            Assert.Equal(before + load.Receipts.Count, (await node.HealthAsync())["size"]!.GetValue<long>());
            key = await CheckReceiptsAsync(node, load, tokens[TestRecords.Department]!["auditor"]!.GetValue<string>());
            await node.StopAsync();
        }

        await CheckHeadsAsync(data, load, key);
    }

    // Nothing listens at the chain's address. The test is about the log, and a node issues without a chain.
    internal static (string, string)[] Settings { get; } =
    [
        ("Ledger__Chain__Endpoints__0", NodeProcess.FreeAddress().ToString()),
        ("Ledger__Chain__Registry", "0x00000000000000000000000000000000000000aa"),
        ("Ledger__Departments__0__Id", TestRecords.Department),
        ("Ledger__Departments__0__NameZh", "市教育局"),
        ("Ledger__Departments__0__NameEn", "Education Bureau"),
    ];

    private static async Task KillDuringStartAsync(NodeProcess node, Random random)
    {
        using var moment = new CancellationTokenSource(random.NextDouble() * LongestStart);
        try
        {
            await node.Ready.WaitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            // The node is not ready yet, as intended.
        }

        await node.KillAsync();
    }

    private static long SizeOf(string data) =>
        SignedNote.TryParse(File.ReadAllText(Path.Combine(LogOf(data), LogPublisher.CheckpointPath)), out var note) && Checkpoint.TryParse(note.Text, out var head)
            ? head.Size
            : throw new InvalidOperationException("The stopped node left no checkpoint.");

    private static string LogOf(string data) => Path.Combine(data, "departments", TestRecords.Department, "log");

    /// <summary>Asserts that each record has a proof at the index in its receipt, and that its key returns this record and no second one.</summary>
    private static async Task<VerifierKey> CheckReceiptsAsync(NodeProcess node, Load load, string token)
    {
        Assert.NotEmpty(load.Receipts);
        Assert.Equal(load.Receipts.Count, load.Receipts.Values.Select(receipt => receipt.Index).Distinct().Count());
        var keys = await PinnedAsync(node);
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(load.Receipts, Cancel, async (one, cancellationToken) =>
        {
            Assert.True(await load.RepeatAsync(node, one.Key)); // RepeatAsync fails if the answer differs from the first.
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{TestRecords.Root}/{one.Value.Id}/bundle");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("Prefer", "wait=0");
            using var response = await node.Http.SendAsync(request, cancellationToken);
            var opened = RecordVerifier.Open(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var report = RecordVerifier.VerifyOffline(opened, keys, new VerificationOptions { AsOf = TimeProvider.System.GetUtcNow(), Now = TimeProvider.System.GetUtcNow() });
            if (report.LogIndex != one.Value.Index || Proven.Any(name => report.Checks[(int)name].Outcome is not CheckOutcome.Passed))
            {
                wrong.Enqueue($"{one.Value}: {string.Join(' ', report.Checks.Select(check => $"{check.Name}={check.Outcome}"))}");
            }
        });
        Assert.Empty(wrong);
        return keys.LogKey;
    }

    private static CheckName[] Proven { get; } =
        [CheckName.Form, CheckName.Disclosures, CheckName.Seal, CheckName.Commitment, CheckName.Inclusion, CheckName.Checkpoint];

    private static async Task<PinnedKeys> PinnedAsync(NodeProcess node)
    {
        var departments = JsonNode.Parse(await node.Http.GetStringAsync("/v1/departments", Cancel))!.AsArray();
        Assert.True(VerifierKey.TryParse(departments.Single()!["vkey"]!.GetValue<string>(), out var key));
        var issuer = JsonNode.Parse(await node.Http.GetStringAsync($"/.well-known/jwt-vc-issuer/{TestRecords.Department}", Cancel))!;
        Assert.True(JwkSet.TryParse(Encoding.UTF8.GetBytes(issuer["jwks"]!.ToJsonString()), out var keys, out _));
        return new PinnedKeys(key, keys);
    }

    /// <summary>Asserts that the log is complete, and that it contains every head that it published before.</summary>
    private static async Task CheckHeadsAsync(string data, Load load, VerifierKey key)
    {
        var report = await new LogAudit(new TileStoreFiles(new FileTileStore(LogOf(data))), key).RunAsync(
            new LogAuditOptions { RootsAt = [.. load.Checkpoints.Select(head => head.Size)] }, Cancel);
        Assert.NotNull(report);
        Assert.Empty(report.Findings);
        Assert.All(load.Checkpoints, head => Assert.Equal(head.Root, report.RootsAt[head.Size]));
    }
}
