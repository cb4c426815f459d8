using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Migrating;
using Ledger.Store.Contract;
using Ledger.Tests.Migrating;
using Ledger.Tests.Statuses;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.UseCases;

/// <summary>What is gathered about a record, from which answers, and when nothing is.</summary>
public sealed class GatherEvidenceTests
{
    private const int Attempts = 5;

    private static readonly StateEvidence State = new([1], []);
    private static readonly StatusReason Reason = new("2026-01-01T00:00:00Z", "suspended", "因信息有误", "desk-1", 3);

    /// <summary>Changes that make one fact unknown.</summary>
    private static readonly Dictionary<string, Func<ChainFacts, ChainFacts>> Missing = new(StringComparer.Ordinal)
    {
        ["source"] = facts => facts with { Source = Answer<ChainSource>.Unknown("no source") },
        ["department"] = facts => facts with { Department = Answer<DepartmentFacts?>.Unknown("no department") },
        ["log keys"] = facts => facts with { LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown("no log keys") },
        ["record key"] = facts => facts with { RecordKey = Answer<RecordKeyFacts?>.Unknown("no record key") },
        ["record type"] = facts => facts with { RecordType = Answer<RecordTypeFacts?>.Unknown("no record type") },
        ["authority"] = facts => facts with { Authority = Answer<ImmutableArray<Validity>>.Unknown("no authority") },
        ["root"] = facts => facts with { RootAtSize = Answer<Digest?>.Unknown("no root") },
        ["anchor"] = facts => facts with { Anchor = Answer<AnchorFacts?>.Unknown("no anchor") },
        ["statuses"] = facts => facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Unknown("no statuses") },
    };

    public static TheoryData<string> MissingFacts => new(Missing.Keys);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_AnchoredRecord_HasTheBundleTheTypeTheFactsAndTheProof()
    {
        var bundle = await BundleAsync();
        var (node, chain) = (new Node(bundle), new Chain(FactsAt(Questions(bundle))));

        var evidence = await GatherAsync(node, chain);

        Assert.Equal(bundle, evidence.Bundle);
        Assert.Equal(Node.Type, evidence.Type);
        Assert.Same(chain.Facts[0], evidence.Facts);
        Assert.Same(State, evidence.State);
        Assert.Empty(evidence.Migrations);
        Assert.Empty(evidence.Reasons);
        Assert.Equal(["bundle r education correction", "type vct/student-status/1"], node.Asked);
        Assert.Equal(Questions(bundle).AnchoredSize, Assert.Single(chain.Proven).Questions.AnchoredSize);
        Assert.Empty(chain.Proven[0].Migrations);
    }

    [Fact]
    public async Task Execute_RecordWithAStatus_HasTheReasonsOfTheNode()
    {
        var bundle = await BundleAsync();
        var suspended = new StatusChangeFacts(EntryStatus.Suspended, DateTimeOffset.UnixEpoch, 1, 1, default);
        var (node, chain) = (new Node(bundle), new Chain(FactsAt(Questions(bundle)) with
        {
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([suspended]),
        }));

        var evidence = await GatherAsync(node, chain);

        Assert.Equal([Reason], evidence.Reasons);
        Assert.Equal("reasons r education", node.Asked[^1]);
    }

    [Fact]
    public async Task Execute_AnswerThatIsNoBundle_IsUnreadableAndAsksNoChain()
    {
        var chain = new Chain();

        var problem = await FaultAssert.ThrowsAsync(RunFaults.AnswerUnreadable, () => GatherAsync(new Node("{}"u8.ToArray()), chain));

        Assert.Equal("bundle", problem.Detail);
        Assert.Equal(0, chain.Reads);
    }

    [Fact]
    public async Task Execute_RecordWithoutAnAnchor_IsNotAnchoredYetAndAsksNoChain()
    {
        var chain = new Chain();
        Assert.True(RecordBundle.TryRead(await BundleAsync(), out var bundle, out _));

        await FaultAssert.ThrowsAsync(RunFaults.NotAnchoredYet, () => GatherAsync(new Node((bundle with { Anchor = null }).ToUtf8()), chain));

        Assert.Equal(0, chain.Reads);
    }

    [Fact]
    public async Task Execute_TypeThatIsNoAddress_IsUnreadable()
    {
        Assert.True(RecordBundle.TryRead(await BundleAsync(), out var bundle, out _));
        var parts = bundle.Record.Split('.');
        Assert.True(Base64Url.TryDecode(parts[1], out var payload));
        var claims = JsonNode.Parse(payload)!.AsObject();
        claims["vct"] = "student-status";
        parts[1] = Base64Url.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var changed = (bundle with { Record = string.Join('.', parts) }).ToUtf8();
        var node = new Node(changed);

        var problem = await FaultAssert.ThrowsAsync(RunFaults.AnswerUnreadable, () => GatherAsync(node, new Chain(FactsAt(Questions(changed)))));

        Assert.Equal("vct", problem.Detail);
        Assert.Equal(["bundle r education correction"], node.Asked);
    }

    [Theory, MemberData(nameof(MissingFacts))]
    public async Task Execute_AFactThatTheChainDoesNotState_IsAnOutageWithItsReason(string fact)
    {
        var bundle = await BundleAsync();
        var chain = new Chain(Missing[fact](FactsAt(Questions(bundle))));

        var problem = await FaultAssert.ThrowsAsync(RunFaults.Unreachable, () => GatherAsync(new Node(bundle), chain));

        Assert.Equal($"no {fact}", problem.Detail);
        Assert.Empty(chain.Proven);
    }

    [Fact]
    public async Task Execute_BlockWithoutAProofAnyMore_AsksAboutANewerBlock()
    {
        var bundle = await BundleAsync();
        var facts = FactsAt(Questions(bundle));
        var chain = new Chain(facts, facts with { }, facts with { }) { UnprovenReads = 2 };

        var evidence = await GatherAsync(new Node(bundle), chain);

        Assert.Same(chain.Facts[2], evidence.Facts);
        Assert.Same(State, evidence.State);
        Assert.Equal(3, chain.Reads);
    }

    [Fact]
    public async Task Execute_ChainThatNeverProves_HasTheFactsWithoutAProof()
    {
        var bundle = await BundleAsync();
        var chain = new Chain(FactsAt(Questions(bundle))) { UnprovenReads = int.MaxValue };

        var evidence = await GatherAsync(new Node(bundle), chain);

        Assert.Null(evidence.State);
        Assert.Equal((Attempts, Attempts), (chain.Reads, chain.Proven.Count));
    }

    [Fact]
    public async Task Execute_RecordOfAChainThatWasLeft_HasTheMigrationRecordsAboutThatChain()
    {
        var bundle = await BundleAsync();
        var place = Questions(bundle).AnchoredOn!;
        var (about, other) = (await MoveAsync(place), await MoveAsync(place with { ChainId = 99 }));
        var chain = new Chain(FactsAt(Questions(bundle), chainId: 77));

        var evidence = await GatherAsync(new Node(bundle), chain, other, about);

        Assert.Equal([about], evidence.Migrations);
        var (questions, migrations) = Assert.Single(chain.Proven);
        Assert.Equal([about.Checkpoint.Size], questions.MigratedSizes);
        Assert.Equal([about.Record.Hash], migrations);
    }

    [Fact]
    public async Task Execute_MigrationsThatTheChainDoesNotState_MatterForARecordOfAnotherChainOnly()
    {
        var bundle = await BundleAsync();
        ChainFacts Facts(long? chainId) => FactsAt(Questions(bundle), chainId) with
        {
            MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Unknown("no anchors"),
            Migrations = Answer<ImmutableArray<RecordedMigration>>.Unknown("no migrations"),
        };

        await GatherAsync(new Node(bundle), new Chain(Facts(null)));
        var unknown = await FaultAssert.ThrowsAsync(RunFaults.Unreachable, () => GatherAsync(new Node(bundle), new Chain(Facts(77))));
        var noAnchors = await FaultAssert.ThrowsAsync(RunFaults.Unreachable, () => GatherAsync(new Node(bundle), new Chain(Facts(77) with
        {
            Migrations = Answer<ImmutableArray<RecordedMigration>>.Known([]),
        })));

        Assert.Equal(("no migrations", "no anchors"), (unknown.Detail, noAnchors.Detail));
    }

    /// <summary>Gathers, and lets every pause pass at once.</summary>
    private static async Task<RecordEvidence> GatherAsync(Node node, Chain chain, params IReadOnlyList<MigrationFile> given)
    {
        var clock = new FakeTimeProvider();
        var gathering = new GatherEvidence(node, chain, new MigrationQuestions(given, new NoRecords()), clock).ExecuteAsync("r", "education", "correction", Cancel);
        while (!gathering.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await gathering;
    }

    private static BundleQuestions Questions(byte[] bundle) => RecordVerifier.Open(bundle).Questions!;

    private static async Task<byte[]> BundleAsync()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var fetch = new FetchBundle(bench.Department, UseCaseBench.CallerWith(Role.Issuer));
        var bundle = await bench.WhileReconcilingAsync(fetch.ExecuteAsync((await bench.IssueAsync()).Id, null, UseCaseBench.Purpose, TimeSpan.FromMinutes(1), Cancel));
        return bundle.Required.Utf8;
    }

    private static async Task<MigrationFile> MoveAsync(ChainPlace left)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        await bench.ReconcileAndMineAsync(3);
        var chain = await bench.LeaveAsync();
        return await bench.LogMoveAsync(to: 77, new MigrationRecord
        {
            Origin = bench.Log.Department.Origin,
            Chains = [chain with { Place = left }],
            To = new NextChain(Departures.Place(77), default, Digest.Sha256("next"u8)),
        });
    }

    /// <summary>Facts that are all known, from the chain of the bundle or from another one.</summary>
    private static ChainFacts FactsAt(BundleQuestions questions, long? chainId = null)
    {
        var (block, place) = (new ChainBlock(5, default, DateTimeOffset.UnixEpoch), questions.AnchoredOn!);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(
                new ChainSource(chainId ?? place.ChainId, place.Registry, place.LogAnchor, default, block, block, "instant", [])),
            Department = Answer<DepartmentFacts?>.Known(null),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([]),
            RecordKey = Answer<RecordKeyFacts?>.Known(null),
            RecordType = Answer<RecordTypeFacts?>.Known(null),
            Authority = Answer<ImmutableArray<Validity>>.Known([]),
            RootAtSize = Answer<Digest?>.Known(null),
            Anchor = Answer<AnchorFacts?>.Known(null),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([]),
            Migrations = Answer<ImmutableArray<RecordedMigration>>.Known([]),
            MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Known([]),
        };
    }

    /// <summary>A node with one record. It notes what it is asked.</summary>
    private sealed class Node(byte[] bundle) : IRecordNode
    {
        public static byte[] Type { get; } = [7];

        public List<string> Asked { get; } = [];

        public Task<NodeBundle> FetchBundleAsync(string record, string? department, string? purpose, CancellationToken cancellationToken)
        {
            Asked.Add($"bundle {record} {department} {purpose}");
            return Task.FromResult(new NodeBundle("education", bundle));
        }

        public Task<ImmutableArray<StatusReason>> FetchReasonsAsync(string record, NodeBundle bundle, CancellationToken cancellationToken)
        {
            Asked.Add($"reasons {record} {bundle.Department}");
            return Task.FromResult<ImmutableArray<StatusReason>>([Reason]);
        }

        public Task<byte[]> FetchTypeAsync(string path, CancellationToken cancellationToken)
        {
            Asked.Add($"type {path}");
            return Task.FromResult(Type);
        }
    }

    /// <summary>A chain that states these facts, one after the other, and then the last ones again. The first reads have no proof.</summary>
    private sealed class Chain(params IReadOnlyList<ChainFacts> facts) : IEvidenceChain
    {
        public IReadOnlyList<ChainFacts> Facts => facts;

        public int Reads { get; private set; }

        public int UnprovenReads { get; init; }

        public List<(BundleQuestions Questions, ImmutableArray<Digest> Migrations)> Proven { get; } = [];

        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
            ValueTask.FromResult(facts[Math.Min(Reads++, facts.Count - 1)]);

        public ValueTask<StateEvidence?> ReadEvidenceAsync(
            ChainSource source, BundleQuestions questions, ImmutableArray<Digest> migrations, CancellationToken cancellationToken)
        {
            Proven.Add((questions, migrations));
            return ValueTask.FromResult(Proven.Count > UnprovenReads ? State : null);
        }
    }

    /// <summary>Finds no migration records besides the given ones.</summary>
    private sealed class NoRecords : IMigrationRecords
    {
        public Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken) =>
            Task.FromResult<MigrationFile?>(null);
    }
}
