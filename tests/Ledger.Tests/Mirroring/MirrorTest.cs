using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Mirroring;

/// <summary>A scripted chain, a store, and a mirror over both that can be restarted.</summary>
internal sealed class MirrorTest
{
    public const string Type = "https://city.example/vct/a/1";

    public ScriptedChain Chain { get; } = new();

    public MemoryMirrorStore Store { get; } = new();

    public FakeTimeProvider Clock { get; } = new(ScriptedChain.Start.AddDays(1));

    public MirrorOptions Options { get; init; } = new() { BlocksPerStep = 1000, BlocksPerStamp = 1 };

    public ChainMirror Mirror { get; private set; } = null!; // Set by StartAsync, before anything else.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MirrorTest> StartAsync(MirrorOptions? options = null, Action<ScriptedChain>? before = null)
    {
        var test = options is null ? new MirrorTest() : new MirrorTest { Options = options };
        before?.Invoke(test.Chain);
        await test.RestartAsync();
        return test;
    }

    /// <summary>Restarts as after a kill: only the contents of the store remain.</summary>
    public async Task RestartAsync()
    {
        Mirror = new ChainMirror(Chain, Store, Options, Clock, NullLogger<ChainMirror>.Instance);
        await Mirror.OpenAsync(Cancel);
    }

    public ValueTask<bool> RefreshAsync() => Mirror.RefreshAsync(Cancel);

    /// <summary>Checks that the mirror answers every question like the contracts at the block that it names.</summary>
    public void CheckAll()
    {
        var view = Mirror.View ?? throw new InvalidOperationException("The mirror does not answer.");
        var contracts = Chain.At(view.Source.Latest);
        foreach (var questions in contracts.AllQuestions())
        {
            Assert.Equal(FactsText.Format(contracts.FactsOf(questions, view.Source)), FactsText.Format(view.FactsOf(questions)));
        }
    }

    /// <summary>Refreshes and asserts that the mirror is at the chain's newest block.</summary>
    public async Task RefreshedAsync()
    {
        Assert.True(await RefreshAsync());
        Assert.Equal(Chain.Newest, Mirror.View!.Source.Latest);
        Assert.Null(Mirror.State.Fault);
        CheckAll();
    }

    public BundleQuestions Questions(string origin, string record) =>
        new(origin, BlockWriter.Name("key"), Type, BlockWriter.Name(record), 5);

    /// <summary>Writes a block with an event of every kind.</summary>
    public static void EveryKind(BlockWriter write) => write
        .Admit("a").Admit("b").Register(Type).Authorise("a", Type).AddRecordKey("a", "key").AddRecordKey("a", "old", ScriptedChain.Start.AddYears(1))
        .Anchor("a", 5).SetStatus("a", "r1", EntryStatus.Suspended).SetStatus("a", "r2", EntryStatus.Revoked)
        .Anchor("a", 3).SetStatus("a", "r1", EntryStatus.Active).SetStatus("a", "r3", EntryStatus.Superseded, "r4").Anchor("b", 1).SetStatus("b", "r1", EntryStatus.Withdrawn)
        .Deauthorise("a", Type).Authorise("a", Type).CloseRecordKey("a", "old").CompromiseRecordKey("a", "key", ScriptedChain.Start)
        .RotateLogKey("a", "second").CompromiseLogKey("a", ScriptedChain.Start.AddMinutes(1)).Move("a", "elsewhere").Suspend("b").Suspend("a").Reinstate("a")
        .RecordMigration("a");
}
