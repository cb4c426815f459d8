using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>Which records contradict themselves, and what a record answers about its chains.</summary>
public sealed class MigrationRecordTests
{
    private static readonly MigrationRecord Full = FullRecord.Make();

    /// <summary>A contradiction and the member that is named.</summary>
    public static TheoryData<string, string> Contradictions => new(Cases.Select(one => (one.Key, one.Value.Place)));

    private static readonly Dictionary<string, (string Place, MigrationRecord Record)> Cases = new(StringComparer.Ordinal)
    {
        ["no chain"] = ("leftBy", Full with { Chains = [] }),
        ["the last chain was left before"] = ("leftBy", With(FullRecord.First, FullRecord.Second with { LeftBy = FullRecord.Name(1) })),
        ["the first chain was never left"] = ("leftBy", With(FullRecord.First with { LeftBy = null }, FullRecord.Second)),
        ["one of two earlier chains was never left"] = ("leftBy", With(
            FullRecord.First, FullRecord.Second with { Place = Move.To.Place with { ChainId = 5 } }, FullRecord.Second)),
        ["a chain twice"] = ("to", With(FullRecord.First, FullRecord.Second with { Place = FullRecord.First.Place })),
        ["back to the first chain"] = ("to", Full with { To = Full.To with { Place = FullRecord.First.Place } }),
        ["an anchor of the same size on the next chain"] = ("anchors", With(FullRecord.First, SecondWith(FullRecord.Anchor(0, 7, 15)))),
        ["a smaller anchor on the next chain"] = ("anchors", With(FullRecord.First, SecondWith(FullRecord.Anchor(0, 5, 15), FullRecord.Anchor(5, 9, 15)))),
        ["a smaller anchor after a chain without any"] = ("anchors", With(
            FullRecord.First,
            FullRecord.First with { Place = Move.To.Place with { ChainId = 5 }, Anchors = AnchorRows.Empty },
            SecondWith(FullRecord.Anchor(0, 7, 15)))),
        ["an anchor after the last final block"] = ("final", With(FullRecord.First, SecondWith(FullRecord.Anchor(0, 9, 15), FullRecord.Anchor(9, 10, 21)))),
        ["a status change after the last final block"] = ("final", With(FullRecord.First, FullRecord.Second with
        {
            Statuses = StatusRows.FromChanges([FullRecord.Change(1, 4, 16), FullRecord.Change(2, 4, 21)]),
        })),
        ["an anchor after the last final block, no status change"] = ("final", With(FullRecord.First, FullRecord.Second with
        {
            Final = Times.Block(14, Times.Left),
            Statuses = StatusRows.Empty,
        })),
        ["a status change after the last final block, no anchor"] = ("final", With(FullRecord.First, FullRecord.Second with
        {
            Final = Times.Block(15, Times.Left),
            Anchors = AnchorRows.Empty,
        })),
        ["an anchor after the last final block of the first chain"] = ("final", With(
            FullRecord.First with { Final = Times.Block(10, Times.Left), Statuses = StatusRows.Empty }, FullRecord.Second)),
    };

    /// <summary>Records without a contradiction.</summary>
    public static TheoryData<string> Consistent => new(Good.Keys);

    private static readonly Dictionary<string, MigrationRecord> Good = new(StringComparer.Ordinal)
    {
        ["two chains"] = Full,
        ["one chain"] = With(FullRecord.Second),
        ["two earlier chains"] = With(FullRecord.First, FullRecord.First with { Place = Move.To.Place with { ChainId = 5 }, Anchors = AnchorRows.Empty }, FullRecord.Second),
        ["an anchor in the last final block"] = With(FullRecord.First, SecondWith(FullRecord.Anchor(0, 9, 20))),
        ["a status change in the last final block"] = With(FullRecord.Second with { Statuses = StatusRows.FromChanges([FullRecord.Change(1, 4, 20)]) }),
        ["an anchor that is one larger than the last of the chain before"] = With(FullRecord.First, SecondWith(FullRecord.Anchor(0, 8, 15))),
        ["a first anchor of size one"] = With(SecondWith(FullRecord.Anchor(0, 1, 15))),
        ["a chain in whose first block nothing happened"] = With(FullRecord.Second with
        {
            Final = Times.Block(0, Times.Left),
            Anchors = AnchorRows.Empty,
            Statuses = StatusRows.Empty,
        }),
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void FindContradiction_InARecord_NamesTheMember(string contradiction, string place) =>
        Assert.Equal(place, Cases[contradiction].Record.FindContradiction());

    [Theory, MemberData(nameof(Consistent))]
    public void FindContradiction_InAGoodRecord_IsNull(string name) => Assert.Null(Good[name].FindContradiction());

    [Fact]
    public void TryRead_RecordThatContradictsItself_IsRefusedWithTheMember()
    {
        Assert.False(MigrationRecord.TryRead(Cases["a chain twice"].Record.ToBytes(), out _, out var place));

        Assert.Equal("to", place);
    }

    [Fact]
    public void Head_OfSeveralChains_IsTheLastAnchorOfTheLastChainThatHasOne()
    {
        var (last, lastOfFirst) = (FullRecord.Second.Anchors[^1], FullRecord.First.Anchors[^1]);

        Assert.Equal((last.NewSize, last.Root), Full.Head);
        Assert.Equal((lastOfFirst.NewSize, lastOfFirst.Root), With(FullRecord.First, FullRecord.Second with { Anchors = AnchorRows.Empty }).Head);
        Assert.Equal((0, TreeHash.Empty), With(FullRecord.Second with { Anchors = AnchorRows.Empty }).Head);
    }

    [Fact]
    public void Find_APlace_IsTheChainThere()
    {
        Assert.Same(FullRecord.First, Full.Find(FullRecord.First.Place));
        Assert.Same(FullRecord.Second, Full.Find(FullRecord.Second.Place));
        Assert.Null(Full.Find(Full.To.Place));
    }

    [Fact]
    public void Equals_OfRecords_ComparesTheirHeaders()
    {
        Assert.Equal(Full, FullRecord.Make());
        Assert.NotEqual(Full, Full with { Origin = "ledger.localhost/health/log" });
        Assert.False(Full.Equals(null));
    }

    private static MigrationRecord With(params ImmutableArray<RetiredChain> chains) => Full with { Chains = chains };

    private static RetiredChain SecondWith(params AnchorFacts[] anchors) => FullRecord.Second with { Anchors = AnchorRows.FromAnchors(anchors) };
}
