using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Proofs;

/// <summary>The state of the real contracts, proven from the block hash of a real chain, and the result of any change to the proof.</summary>
public sealed class EvidenceTests(RealChain real)
{
    private const int Attempts = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadEvidence_OfARevokedRecordInAnAnchoredLog_ProvesBoth()
    {
        var (case1, state) = await ProveAsync(EntryStatus.Revoked, default);

        var status = ContractSlots.ReadStatus(state.Find(case1.Source.RecordStatus, ContractSlots.StatusOf(case1.Department, case1.Record))!.Value);
        Assert.Equal((EntryStatus.Revoked, true), (status.Status, status.Sequence > 0));
        Assert.True(status.Since <= case1.Source.Latest.Time);
        Assert.Equal(
            case1.Root, ContractSlots.ReadDigest(state.Find(case1.Source.LogAnchor, ContractSlots.RootAt(case1.Department, case1.Size))!.Value));
        Assert.Equal(case1.Source.Latest, state.Block);
    }

    [Fact]
    public async Task ReadEvidence_OfASupersededRecord_ProvesItsSuccessor()
    {
        var successor = Digest.Sha256([9]);

        var (case1, state) = await ProveAsync(EntryStatus.Superseded, successor);

        Assert.Equal(
            successor, ContractSlots.ReadDigest(state.Find(case1.Source.RecordStatus, ContractSlots.SuccessorOf(case1.Department, case1.Record))!.Value));
    }

    [Fact]
    public async Task ReadEvidence_OfARecordNobodyTouched_ProvesThatThereIsNothing()
    {
        var (case1, state) = await ProveAsync(EntryStatus.Active, default);

        Assert.Equal(0, state.Find(case1.Source.RecordStatus, ContractSlots.StatusOf(case1.Department, case1.Record))!.Value);
        Assert.Null(state.Find(case1.Source.RecordStatus, ContractSlots.StatusOf(case1.Department, Digest.Sha256([8]))));
    }

    [Fact]
    public async Task ReadEvidence_OfAMigration_ProvesItAndTheHeadItLeadsTo()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var (id, recorded, other) = (OnChainId.OfDepartment(department.Origin), Digest.Sha256([41]), Digest.Sha256([42]));
        var migration = await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, recorded));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var anchor = department.Grow(3);
            await department.SendAsync(anchor, Cancellation);
            var source = await chain.ReadSourceAsync(Cancellation);
            var questions = new BundleQuestions(department.Origin, default, "", Digest.Sha256([1]), 1) { MigratedSizes = [anchor.NewSize, anchor.NewSize] };
            if (await chain.ReadEvidenceAsync(source, questions, [recorded, other], Cancellation) is not { } evidence)
            {
                continue;
            }

            Assert.True(ProvenState.TryOpen(evidence, out var state));
            Assert.Equal(
                new MigrationSlot(migration.Block.Time, migration.Block.Number),
                ContractSlots.ReadMigration(state.Find(source.Registry, ContractSlots.MigrationOf(id, recorded))!.Value));
            Assert.Equal(default, ContractSlots.ReadMigration(state.Find(source.Registry, ContractSlots.MigrationOf(id, other))!.Value));
            Assert.Equal(anchor.NewRoot, ContractSlots.ReadDigest(state.Find(source.LogAnchor, ContractSlots.RootAt(id, anchor.NewSize))!.Value));
            Assert.Equal(0, state.Find(source.LogAnchor, ContractSlots.RootAt(id, 1))!.Value);
            return;
        }

        Assert.Fail($"No block stood alone in {Attempts} attempts.");
    }

    [Fact]
    public async Task TryOpen_OfEvidenceWithAnyByteChanged_ProvesNothingOfThisBlock()
    {
        var (case1, state) = await ProveAsync(EntryStatus.Revoked, default);
        var mutations = 0;
        foreach (var changed in Mutations(case1.Evidence))
        {
            mutations++;
            Assert.False(ProvenState.TryOpen(changed, out var other) && other.Block.Hash == state.Block.Hash);
        }

        Assert.True(mutations > 500, $"{mutations} mutations");
    }

    [Fact]
    public async Task TryOpen_OfEvidenceWithNodesLeftOutOrAdded_ProvesNothing()
    {
        var (case1, _) = await ProveAsync(EntryStatus.Revoked, default);
        var (account, slot) = (case1.Evidence.Accounts[0], case1.Evidence.Accounts[0].Slots[0]);

        AccountEvidence[] wrong =
        [
            account with { Nodes = account.Nodes[..^1] },
            account with { Nodes = account.Nodes.Add(account.Nodes[^1]) },
            account with { Nodes = [] },
            account with { Slots = [slot with { Nodes = slot.Nodes[..^1] }] },
            account with { Slots = [slot with { Nodes = slot.Nodes.Add(slot.Nodes[0]) }] },
            account with { Slots = [slot with { Nodes = [] }] },
            account with { Slots = [slot, slot] },
        ];
        Assert.All(wrong, one => Assert.False(ProvenState.TryOpen(case1.Evidence with { Accounts = [one] }, out _)));
    }

    private static IEnumerable<StateEvidence> Mutations(StateEvidence evidence)
    {
        foreach (var changed in Flipped(evidence.Header))
        {
            yield return evidence with { Header = changed };
        }

        foreach (var (a, account) in evidence.Accounts.Index())
        {
            foreach (var nodes in Flipped(account.Nodes))
            {
                yield return evidence with { Accounts = evidence.Accounts.SetItem(a, account with { Nodes = nodes }) };
            }

            foreach (var (s, slot) in account.Slots.Index())
            {
                foreach (var nodes in Flipped(slot.Nodes))
                {
                    yield return evidence with { Accounts = evidence.Accounts.SetItem(a, account with { Slots = account.Slots.SetItem(s, slot with { Nodes = nodes }) }) };
                }
            }
        }
    }

    private static IEnumerable<ImmutableArray<ImmutableArray<byte>>> Flipped(ImmutableArray<ImmutableArray<byte>> nodes) =>
        nodes.Index().SelectMany(node => Flipped(node.Item).Select(changed => nodes.SetItem(node.Index, changed)));

    private static IEnumerable<ImmutableArray<byte>> Flipped(ImmutableArray<byte> bytes) =>
        Enumerable.Range(0, bytes.Length).Where(place => place % 3 == 0).Select(place => bytes.SetItem(place, (byte)(bytes[place] ^ 1)));

    /// <summary>
    /// Other tests give accounts coins outside blocks. The state of the newest block does not include that; the next block does. So this repeats
    /// until no other test interfered.
    /// </summary>
    private async Task<(Proven Case, ProvenState State)> ProveAsync(EntryStatus status, Digest successor)
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var id = OnChainId.OfDepartment(department.Origin);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var record = Digest.Sha256([1, (byte)attempt]);
            if (status is not EntryStatus.Active)
            {
                await department.SendAsync(new StatusCall([new(record, status, successor)]), Cancellation);
            }

            var anchor = department.Grow(3);
            await department.SendAsync(anchor, Cancellation);
            var source = await chain.ReadSourceAsync(Cancellation);
            var questions = new BundleQuestions(department.Origin, default, "", record, anchor.NewSize);
            if (await chain.ReadEvidenceAsync(source, questions, [], Cancellation) is { } evidence)
            {
                Assert.True(ProvenState.TryOpen(evidence, out var state));
                return (new Proven(source, evidence, id, record, anchor.NewSize, anchor.NewRoot), state);
            }
        }

        throw new InvalidOperationException($"No block stood alone in {Attempts} attempts.");
    }

    private sealed record Proven(ChainSource Source, StateEvidence Evidence, Digest Department, Digest Record, long Size, Digest Root);
}
