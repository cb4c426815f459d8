using System.Collections.Immutable;
using System.Numerics;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>Evidence of a record, with a real state and real proofs. A test can change the state, the proofs or the answers. Immutable.</summary>
internal sealed record TestEvidence(Scenario Made)
{
    private const long BlockNumber = 60;

    public static ImmutableArray<byte> TypeOctets { get; } =
        [.. File.ReadAllBytes(Path.Combine(Vectors.Repository, "src", "Ledger", "Issuing", "RecordTypes", "student-status-1.json"))];

    /// <summary>Changes the state that the block has. The answers of the chain stay as they are.</summary>
    public Func<TestState, TestState> Holding { get; init; } = state => state;

    /// <summary>Leaves some slots out of the proofs.</summary>
    public Func<(ChainAddress Contract, Digest Slot), bool> Proving { get; init; } = _ => true;

    /// <summary>The slots of the migration that the registry recorded. Empty when the department did not move.</summary>
    public ImmutableArray<(ChainAddress Contract, Digest Slot, BigInteger Value)> Moved { get; init; } = [];

    public BundleQuestions Questions => RecordVerifier.Open(Made.Utf8).Questions!; // The bundles of these tests can be read.

    public Digest Department => OnChainId.OfDepartment(Questions.Origin);

    public ChainSource Source => Made.Chain.Source;

    public (ChainAddress Contract, Digest Slot) Root => (Source.LogAnchor, ContractSlots.RootAt(Department, Questions.AnchoredSize ?? 0));

    public (ChainAddress Contract, Digest Slot) Status => (Source.RecordStatus, ContractSlots.StatusOf(Department, Questions.RecordId));

    public (ChainAddress Contract, Digest Slot) Successor => (Source.RecordStatus, ContractSlots.SuccessorOf(Department, Questions.RecordId));

    public static BigInteger Number(Digest digest) => new(digest.ToArray(), isUnsigned: true, isBigEndian: true);

    /// <summary>The value of a status slot, from the lowest byte: status (1 byte), since (8), sequence (8).</summary>
    public static BigInteger Number(StatusChangeFacts change) =>
        (byte)change.Status | ((BigInteger)change.At.ToUnixTimeSeconds() << 8) | ((BigInteger)change.Sequence << 72);

    public static TestEvidence Good(params StatusChangeFacts[] changes)
    {
        var made = new Recipe().Make();
        var record = RecordVerifier.Open(made.Utf8).Questions!.RecordId;
        return new TestEvidence(changes.Length == 0 ? made : made.WithRegistered(held => held with { Statuses = held.Statuses.Add(record, [.. changes]) }));
    }

    public static StatusChangeFacts Change(EntryStatus status, DateTimeOffset at, long sequence, Digest successor = default) => new(status, at, 50, sequence, successor);

    /// <summary>Evidence on the chain to which the department moved.</summary>
    public static TestEvidence AfterAMove(Move move)
    {
        var made = move.Make();
        var held = made.Chain.RegistrationOf(made.Department);
        var (department, file) = (OnChainId.OfDepartment(made.Department.Origin), held.Migrations.Single());
        var anchor = held.Anchors.Single();
        return new TestEvidence(made)
        {
            Moved =
            [
                (made.Chain.Source.Registry, ContractSlots.MigrationOf(department, file.RecordHash), file.RecordedAt.ToUnixTimeSeconds() | ((BigInteger)file.Block << 64)),
                (made.Chain.Source.LogAnchor, ContractSlots.RootAt(department, anchor.NewSize), Number(anchor.Root)),
            ],
        };
    }

    public RecordEvidence Make()
    {
        var state = Holding(MakeState());
        var header = state.MakeHeader(BlockNumber, Times.Asked);
        var block = new ChainBlock(BlockNumber, Keccak.Hash(header), Times.Asked);
        var slots = Moved.Select(one => (one.Contract, one.Slot)).Concat([Root, Status, Successor]).Distinct().Where(Proving);
        var questions = Questions with { MigratedSizes = [.. Made.Migrations.Select(file => file.Checkpoint.Size)] };
        var facts = Made.Answering(Made.Chain.Ask(questions));
        return new RecordEvidence([.. Made.Utf8], TypeOctets, facts with { Source = Answer<ChainSource>.Known(Source with { Latest = block, Final = block }) },
            state.Prove(header, slots), Made.Migrations);
    }

    private TestState MakeState()
    {
        var state = Moved.Aggregate(new TestState(), (held, one) => held.With(one.Contract, one.Slot, one.Value));
        var facts = Made.Chain.Ask(Questions);
        state = facts.RootAtSize is { IsKnown: true, Value: { } root } ? state.With(Root.Contract, Root.Slot, Number(root)) : state;
        if (facts.Statuses.Value is [.., var last])
        {
            state = state.With(Status.Contract, Status.Slot, Number(last));
            return last.Successor == default ? state : state.With(Successor.Contract, Successor.Slot, Number(last.Successor));
        }

        return state.With(Status.Contract, Digest.Sha256("another record"u8), 1); // The contract exists.
    }
}
