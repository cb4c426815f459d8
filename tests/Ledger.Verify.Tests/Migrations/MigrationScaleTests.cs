using System.Globalization;
using System.Text;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>A department moves after years of anchors and status changes. Its first bundle can still be judged.</summary>
public sealed class MigrationScaleTests
{
    private const int Anchors = 100_000;
    private const int Statuses = 20_000;

    [Fact]
    public void TryRead_AHundredThousandAnchors_HoldsEachAndJudgesAnOldBundle()
    {
        var (before, file) = Make();
        var bytes = file.ToBytes();

        Assert.True(bytes.Length < MigrationFile.MaxLength);
        Assert.InRange(bytes.Length - ((long)Anchors * AnchorRows.RowLength) - ((long)Statuses * StatusRows.RowLength), 1, 16 * 1024); // All parts except the rows have a bounded size.
        Assert.True(MigrationFile.TryRead(bytes, out var read, out var place), place);
        Assert.Equal(file.Record.Hash, read.Record.Hash);
        var left = Assert.Single(read.Record.Chains);
        Assert.Equal((Anchors, Statuses), (left.Anchors.Count, left.Statuses.Count));
        Assert.Equal(file.Record.Chains[0].Anchors[77_777], left.Anchors.Find(left.Anchors[77_777].NewSize));
        Assert.Null(left.Anchors.Find(left.Anchors[^1].NewSize + 1));
        Assert.Equal([1L, 10_001], left.Statuses.FindAll(RecordAt(0)).Select(change => change.Sequence));
        Assert.All([1, 4_999, 9_999], number => Assert.Equal(
            Enumerable.Range(0, Statuses).Where(row => left.Statuses[row].Record == RecordAt(number)).Select(row => row + 1L),
            left.Statuses.FindAll(RecordAt(number)).Select(change => change.Sequence)));
        Assert.Empty(left.Statuses.FindAll(RecordAt(Statuses)));
        Assert.Equal(Verdict.Valid, (Move.Arrive(before, read, registered => registered) with { Migrations = [read] }).Verify().Verdict);
    }

    /// <summary>
    /// The anchors of the usual scenario, then one for each entry. Only the last head has to match the log for the file to be valid.
    /// </summary>
    private static (Scenario Before, MigrationFile File) Make()
    {
        var before = Move.Good().Before;
        var log = before.Log;
        var anchors = log.Anchors.ToList();
        log.AppendOthers(Anchors + 1 - anchors.Count);
        while (anchors.Count < Anchors)
        {
            var last = anchors[^1];
            var size = anchors.Count == Anchors - 1 ? log.Size : last.NewSize + 1;
            var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size}"));
            anchors.Add(new AnchorFacts(
                last.NewSize, size, size == log.Size ? log.Head(size).Root : Digest.Sha256(name), Digest.Sha256([.. name, 1]), Times.Block(last.Block.Number + 1, last.Block.Time)));
        }

        var statuses = Enumerable.Range(0, Statuses).Select(i => (
            RecordAt(i % (Statuses / 2)),
            new StatusChangeFacts(i < Statuses / 2 ? EntryStatus.Suspended : EntryStatus.Active, Times.SeenAgain, 100 + i, i + 1, default))).ToList();
        return (before, (new Move(before) with
        {
            Recording = record => record with
            {
                Chains = [record.Chains[0] with
                {
                    Anchors = AnchorRows.FromAnchors(anchors),
                    Statuses = StatusRows.FromChanges(statuses),
                    Final = Times.Block(anchors[^1].Block.Number, Times.Left),
                }],
            },
        }).Log());
    }

    private static Digest RecordAt(int number) => Digest.Sha256(BitConverter.GetBytes(number));
}
