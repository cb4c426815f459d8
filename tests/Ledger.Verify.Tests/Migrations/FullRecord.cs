using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>A migration record in which every member has a value: a department left two chains. Tests change one member.</summary>
internal static class FullRecord
{
    private static readonly Validity Ended = new(Times.Admitted, Times.Left);

    public static MigrationRecord Make() => new()
    {
        Origin = "ledger.localhost/education/log",
        Chains = [First, Second],
        To = Move.To,
    };

    /// <summary>The chain that was left before, with two anchors up to size 7 and two status changes.</summary>
    public static RetiredChain First { get; } = new()
    {
        Place = new ChainPlace(1, TestChain.Address('1'), TestChain.Address('2')),
        RecordStatus = TestChain.Address('3'),
        Genesis = Name(1),
        Finality = "depth:12",
        Final = Times.Block(20, Times.SeenAgain),
        AdmittedAt = Times.Admitted,
        SuspendedAt = Times.Left,
        LogKeys = [new LogKeyFacts([.. new byte[32]], Ended) { CompromisedSince = Times.Seen }],
        RecordKeys = [new RecordKeyFacts(Name(2), 1, [.. new byte[64]], Ended) { CompromisedSince = Times.Seen }],
        Types = [new RetiredChainType(new RecordTypeFacts("https://city.example/vct/x/1", Name(3)), [Ended, new Validity(Times.Moved, Times.Asked)])],
        Anchors = AnchorRows.FromAnchors([Anchor(0, 3, 10), Anchor(3, 7, 11)]),
        Statuses = StatusRows.FromChanges([Change(1, 4, 12), Change(2, 5, 13)]),
        LeftBy = Name(6),
    };

    /// <summary>The chain that this record retires, with one anchor at size 9 and one status change.</summary>
    public static RetiredChain Second { get; } = First with
    {
        Place = new ChainPlace(2, TestChain.Address('4'), TestChain.Address('5')),
        Finality = "finalized",
        Anchors = AnchorRows.FromAnchors([Anchor(0, 9, 15)]),
        Statuses = StatusRows.FromChanges([Change(1, 4, 16)]),
        LeftBy = null,
    };

    public static AnchorFacts Anchor(long oldSize, long newSize, long block) => new(oldSize, newSize, Name(newSize), Name(-newSize), Times.Block(block, Times.Seen));

    public static (Digest Record, StatusChangeFacts Change) Change(long sequence, long record, long block) =>
        (Name(record), new StatusChangeFacts(EntryStatus.Suspended, Times.SeenAgain, block, sequence, Name(100 + record)));

    public static Digest Name(long number) => Digest.Sha256(BitConverter.GetBytes(number));
}
