using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Issuing;
using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Proving;

public sealed class BundleProverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prove_FinalAnchor_ContainsTheFirstThatCoversTheEntry()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());
        await bench.Bench.ReconcileAndMineAsync(2);
        await bench.AppendAsync(await bench.SealAsync());
        await bench.Bench.ReconcileAndMineAsync(2);

        var bundle = await ProveAsync(bench, entry.Id);

        var first = bench.Bench.Chain.Anchors[0];
        Assert.Equal(
            (1, first.Root, first.Block.Number, first.Transaction),
            (bundle.Anchor!.Size, bundle.Anchor.Root, bundle.Anchor.Block, bundle.Anchor.Transaction));
        Assert.Equal(OnChainId.OfDepartment("ledger.localhost/education/log"), bundle.Anchor.Department);
        AssertProves(bundle, index: 0, size: 1);
    }

    [Fact]
    public async Task Prove_NotAnchoredOrNotFinal_ProvesTheNewestCheckpointWithoutAnAnchor()
    {
        await using var bench = await ProvingBench.OpenAsync(new FakeChain { Depth = 2 });
        await bench.AppendAsync(await bench.SealAsync());
        var entry = await bench.AppendAsync(await bench.SealAsync());

        var before = await ProveAsync(bench, entry.Id);
        await bench.Bench.ReconcileAndMineAsync(2);
        var anchored = await ProveAsync(bench, entry.Id);
        await bench.Bench.ReconcileAndMineAsync(2);
        var final = await ProveAsync(bench, entry.Id);

        Assert.Null(before.Anchor);
        Assert.Null(anchored.Anchor);
        Assert.NotNull(final.Anchor);
        Assert.All([before, anchored, final], bundle => AssertProves(bundle, index: 1, size: 2));
    }

    [Fact]
    public async Task ProveEntry_DamagedTile_ThrowsUntilItIsRepaired()
    {
        await using var bench = await ProvingBench.OpenAsync();
        await bench.AppendAsync(await bench.SealAsync());
        var entry = await bench.AppendAsync(await bench.SealAsync());
        var log = bench.Bench.Log.Log;
        var path = $"tile/0/000.p/{log.Publisher.Published.Head.Size}";
        var bytes = (await log.Tiles.ReadAsync(path, Cancellation))!.Value.ToArray();
        bytes[0] ^= 1;
        await log.Tiles.WriteAsync([new TileFile(path, bytes)], Cancellation);

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await bench.Prover.ProveEntryAsync(entry.Index, Cancellation));
        bytes[0] ^= 1;
        await log.Tiles.WriteAsync([new TileFile(path, bytes)], Cancellation);
        var repaired = await bench.Prover.ProveEntryAsync(entry.Index, Cancellation);

        Assert.Equal(entry.Index, damaged.Place?.Entry);
        Assert.NotEmpty(repaired.Proof.Hashes);
    }

    [Fact]
    public async Task Prove_ChosenClaims_ShowsOnlyThose()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());

        var all = Disclose(await ProveAsync(bench, entry.Id));
        var one = Disclose(await ProveAsync(bench, entry.Id, ClaimPath.FromSegments("class")));
        var none = Disclose(await ProveAsync(bench, entry.Id, []));

        Assert.Contains(ClaimPath.FromSegments("name"), all.DisclosedPaths);
        Assert.Equal([ClaimPath.FromSegments("class")], one.DisclosedPaths);
        Assert.Empty(none.DisclosedPaths);
    }

    [Fact]
    public async Task Prove_UnknownClaims_AreEachRefused()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());
        ClaimPath[] claims = [ClaimPath.FromSegments("name"), ClaimPath.FromSegments("salary"), ClaimPath.FromSegments("school", "street")];

        var refusal = (await bench.Prover.ProveAsync(entry.Id, claims, Cancellation)).Refusal;

        Refusals.AssertIs(ProvingFaults.ClaimUnknown, refusal, claims[1].ToString(), claims[2].ToString());
    }

    [Fact]
    public async Task Prove_UnknownRecord_IsRefused()
    {
        await using var bench = await ProvingBench.OpenAsync();

        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await bench.Prover.ProveAsync(RecordId.Create(TestLog.Start), null, Cancellation)).Refusal);
    }

    [Fact]
    public async Task History_Record_ProvesEachEventAtItsOwnLevel()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());
        await bench.Bench.ReconcileAndMineAsync(2);
        await bench.Bench.Log.ChangeAsync(entry.Id, EntryStatus.Suspended);

        var events = await bench.History.ReadAsync(entry.Id, Cancellation);

        Assert.Equal([ProofLevel.L3, ProofLevel.L0], events.Select(happened => happened.Level));
        Assert.Equal([EntryKind.Certificate, EntryKind.Status], events.Select(happened => happened.Entry.Kind));
        Assert.All(events, happened => AssertIncluded(happened.Proof.Proof, happened.Entry.Text));
        Assert.NotNull(events[0].Proof.Anchor);
        Assert.Null(events[1].Proof.Anchor);
    }

    [Fact]
    public async Task History_UnknownRecord_IsEmpty()
    {
        await using var bench = await ProvingBench.OpenAsync();

        Assert.Empty(await bench.History.ReadAsync(RecordId.Create(TestLog.Start), Cancellation));
    }

    private static async Task<RecordBundle> ProveAsync(ProvingBench bench, RecordId id, params ClaimPath[]? claims)
    {
        var proved = await bench.Prover.ProveAsync(id, claims, Cancellation);
        Assert.True(RecordBundle.TryRead(proved.Required.Utf8, out var bundle, out var place), place);
        return bundle;
    }

    private static async Task<RecordBundle> ProveAsync(ProvingBench bench, RecordId id) => await ProveAsync(bench, id, claims: null);

    private static SdJwtClaims Disclose(RecordBundle bundle)
    {
        Assert.True(SdJwt.TryParse(bundle.Record, out var sdJwt, out _));
        Assert.True(sdJwt.TryDisclose(out var claims, out var refusal), refusal?.ToString());
        return claims;
    }

    private static void AssertProves(RecordBundle bundle, long index, long size)
    {
        Assert.True(TlogProof.TryParse(bundle.Proof, out var proof));
        Assert.Equal(index, proof.Index);
        Assert.Equal(size, AssertIncluded(proof, System.Text.Encoding.UTF8.GetBytes(bundle.Entry)));
    }

    private static long AssertIncluded(TlogProof proof, ReadOnlyMemory<byte> entry)
    {
        Assert.True(SignedNote.TryParse(proof.Checkpoint, out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        Assert.True(InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry.Span), proof.Hashes, checkpoint.Root));
        return checkpoint.Size;
    }
}
