using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Json;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>The form of a migration file: exactly what is written is read.</summary>
public sealed class MigrationFileTests
{
    private static readonly Move Plain = Move.Good();
    private static readonly MigrationFile File = Plain.Log();
    private static readonly byte[] Bytes = File.ToBytes();

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame()
    {
        Assert.True(MigrationFile.TryRead(Bytes, out var read, out _));

        Assert.Equal(File.Record, read.Record);
        Assert.Equal(Bytes, read.ToBytes());
        Assert.Equal(File.Checkpoint, read.Checkpoint);
    }

    [Fact]
    public void TryRead_EveryFactOfTheChainLeft_IsReadBack()
    {
        var given = Leaving(chain => chain with
        {
            SuspendedAt = Times.Left,
            LogKeys = [chain.LogKeys[0] with { Validity = new Validity(Times.Admitted, Times.Left), CompromisedSince = Times.Seen }],
            RecordKeys = [.. chain.RecordKeys.Select(key => key with { CompromisedSince = Times.Seen })],
            Types = [chain.Types[0] with { Authority = [new Validity(Times.Admitted, Times.Seen), new Validity(Times.Left, null)] }],
            Statuses = StatusRows.FromChanges(
            [
                (Digest.Sha256([1]), new StatusChangeFacts(EntryStatus.Suspended, Times.Seen, 50, 1, default)),
                (Digest.Sha256([2]), new StatusChangeFacts(EntryStatus.Superseded, Times.SeenAgain, 51, 2, Digest.Sha256([3]))),
            ]),
        });

        Assert.True(MigrationFile.TryRead(given.ToBytes(), out var read, out _));

        var (expected, actual) = (given.Record.Chains[0], read.Record.Chains[0]);
        Assert.Equal((expected.Place, expected.RecordStatus, expected.Genesis, expected.Finality, expected.Final),
            (actual.Place, actual.RecordStatus, actual.Genesis, actual.Finality, actual.Final));
        Assert.Equal((expected.AdmittedAt, expected.SuspendedAt, expected.LeftBy), (actual.AdmittedAt, actual.SuspendedAt, actual.LeftBy));
        Assert.Equal(expected.LogKeys.Select(key => (Convert.ToHexString([.. key.PublicKey]), key.Validity, key.CompromisedSince)),
            actual.LogKeys.Select(key => (Convert.ToHexString([.. key.PublicKey]), key.Validity, key.CompromisedSince)));
        Assert.Equal(expected.RecordKeys.Select(key => (key.Thumbprint, key.Algorithm, Convert.ToHexString([.. key.PublicKey]), key.Validity, key.CompromisedSince)),
            actual.RecordKeys.Select(key => (key.Thumbprint, key.Algorithm, Convert.ToHexString([.. key.PublicKey]), key.Validity, key.CompromisedSince)));
        Assert.Equal(expected.Types[0].Type, actual.Types[0].Type);
        Assert.Equal([.. expected.Types[0].Authority], actual.Types[0].Authority);
        Assert.Equal([.. expected.Anchors], [.. actual.Anchors]);
        Assert.Equal(3, actual.Anchors.Count);
        Assert.Equal(expected.Statuses[0], actual.Statuses[0]);
        Assert.Equal(expected.Statuses[1], actual.Statuses[1]);
        Assert.Equal(2, actual.Statuses.Count);
    }

    [Fact]
    public void ToBytes_BothLines_AreCanonicalJson()
    {
        var lines = Encoding.UTF8.GetString(Bytes).Split('\n');

        Assert.Equal("ledger-migration/1", lines[0]);
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(lines[1])));
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(lines[2])));
        Assert.Equal(File.Record.Hash, Digest.Sha256(Encoding.UTF8.GetBytes(lines[2])));
    }

    [Fact]
    public void NoteText_OfARecord_NamesBothChainsAndTheHash() => Assert.Equal(
        $"ledger-migration/1\nledger.localhost/education/log\nfrom eip155:31337:{TestChain.Address('1')}\nto eip155:31338:{TestChain.Address('4')}\n"
        + $"record {File.Record.Hash.ToHex()}\n",
        File.Record.NoteText);

    /// <summary>Every bit of the file counts. After one flip the file is refused or contains another record.</summary>
    [Fact]
    public void Verify_AnyBitFlipped_IsNeverValid()
    {
        var arrived = Move.Arrive(Plain.Before, File, registered => registered);
        var wrong = new List<string>();
        for (var i = 0; i < Bytes.Length * 8; i++)
        {
            byte[] changed = [.. Bytes];
            changed[i / 8] ^= (byte)(1 << (i % 8));
            if (MigrationFile.TryRead(changed, out var read, out _) && (arrived with { Migrations = [read] }).Verify().Verdict is not Verdict.CouldNotBeChecked)
            {
                wrong.Add($"bit {i % 8} of byte {i / 8}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(Verdict.Valid, (arrived with { Migrations = [File] }).Verify().Verdict);
    }

    [Fact]
    public void TryRead_AnyEndCutOffOrAdded_IsRefused()
    {
        Assert.All(Enumerable.Range(0, Bytes.Length), length => Assert.False(MigrationFile.TryRead(Bytes.AsMemory(0, length), out _, out _)));
        Assert.False(MigrationFile.TryRead((byte[])[.. Bytes, 0], out _, out var place));
        Assert.Equal("rows", place);
    }

    [Theory]
    [InlineData("ledger-migration/1", "ledger-migration/2", "heading")]
    [InlineData("{\"chains\":[", "{ \"chains\":[", "form")]
    [InlineData("\"v\":1}", "\"v\":2}", "v")]
    [InlineData("\"v\":1}", "\"v\":1,\"w\":1}", "form")]
    [InlineData("\"finality\":\"instant\"", "\"finality\":\"someday\"", "finality")]
    [InlineData("\"leftBy\":null", "\"leftBy\":\"0x0000000000000000000000000000000000000000000000000000000000000000\"", "leftBy")]
    [InlineData("\"count\":3", "\"count\":4", "anchors")]
    [InlineData("\"count\":3", "\"count\":-1", "count")]
    [InlineData("\"count\":3", "\"count\":2", "rows")]
    [InlineData("\"algorithm\":1", "\"algorithm\":256", "algorithm")]
    [InlineData("\"chainId\":31338", "\"chainId\":31337.0", "chainId")]
    [InlineData("\"salt\":\"", "\"salt\":\"A", "entry")]
    public void TryRead_OneChangedPlace_IsRefusedWithItsName(string old, string changed, string expected)
    {
        var text = Encoding.Latin1.GetString(Bytes);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0);

        Assert.False(MigrationFile.TryRead(
            Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + old.Length))), out _, out var place));

        Assert.Equal(expected, place);
    }

    [Fact]
    public void Create_ToAChainThatWasLeft_IsRefused() => AssertRefused("to", record => record with { To = record.To with { Place = record.Chains[0].Place } });

    [Fact]
    public void Create_AnAnchorAfterTheLastFinalBlock_IsRefused() =>
        AssertRefused("final", record => Change(record, chain => chain with { Final = Times.Block(42, Times.Seen) }));

    [Fact]
    public void Create_AHeadThatIsNotOfThisLog_IsRefused() => AssertRefused("consistency", record => Change(record, chain => chain with
    {
        Anchors = AnchorRows.FromAnchors([.. chain.Anchors.Take(2), chain.Anchors[2] with { Root = Digest.Sha256([9]) }]),
    }));

    [Fact]
    public void Create_AnchorsThatGoBack_AreRefused()
    {
        var anchors = Plain.Before.Log.Anchors;

        Assert.Throws<ArgumentException>(() => AnchorRows.FromAnchors([anchors[1], anchors[0]]));
        Assert.Null(AnchorRows.TryRead((byte[])[.. AnchorRows.FromAnchors([anchors[0]]).Bytes.Span, .. AnchorRows.FromAnchors([anchors[0]]).Bytes.Span]));
        Assert.Null(AnchorRows.TryRead(new byte[AnchorRows.RowLength + 1]));
        Assert.Null(StatusRows.TryRead(new byte[StatusRows.RowLength + 1]));
    }

    [Fact]
    public void FromChanges_AGapInTheSequence_IsRefused() =>
        Assert.Throws<ArgumentException>(() => StatusRows.FromChanges([(default, new StatusChangeFacts(EntryStatus.Suspended, Times.Seen, 1, 2, default))]));

    [Fact]
    public void Find_EverySize_IsFoundAndNoOther()
    {
        var anchors = Enumerable.Range(1, 100).Select(i => new AnchorFacts(
            i == 1 ? 0 : (i - 1) * 3, i * 3, Digest.Sha256([(byte)i]), default, Times.Block(i, Times.Seen))).ToImmutableArray();
        var rows = AnchorRows.FromAnchors(anchors);

        Assert.All(Enumerable.Range(0, 302), size => Assert.Equal(anchors.FirstOrDefault(anchor => anchor.NewSize == size), rows.Find(size)));
    }

    /// <summary>A department that moved twice: its second record contains all that the first contained.</summary>
    [Fact]
    public void Verify_AfterASecondMove_TheFirstChainsBundlesAreStillValid()
    {
        var before = Move.Good().Before;
        var first = new Move(before).Log();
        var middle = Move.Leave(Move.Arrive(before, first, registered => registered).Chain, before.Department) with { Genesis = Digest.Sha256([5]) };
        var third = new NextChain(new ChainPlace(31339, TestChain.Address('7'), TestChain.Address('8')), TestChain.Address('9'), Digest.Sha256([6]));
        var second = Move.Log(before.Log, new MigrationRecord
        {
            Origin = before.Department.Origin,
            Chains = [first.Record.Chains[0] with { LeftBy = first.Record.Hash }, middle],
            To = third,
        }, before.Department.LogKey);
        var arrived = Move.Arrive(before, second, registered => registered);
        arrived = arrived.WithSource(source => source with { ChainId = 31339, Registry = third.Place.Registry, LogAnchor = third.Place.LogAnchor });

        var report = (arrived with { Migrations = [second] }).Verify();

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal((31337L, 31339L), (report.Migration?.From.ChainId, report.Migration?.To.ChainId));
        Assert.Equal(Verdict.CouldNotBeChecked, (arrived with { Migrations = [first] }).Verify().Verdict);
    }

    [Fact]
    public void Report_OfAMovedBundle_NamesBothChains()
    {
        var report = Move.Good().Make().Verify();

        var json = Encoding.UTF8.GetString(ReportWriter.ToUtf8(report));

        Assert.Equal(31338, report.Source?.ChainId);
        Assert.Contains("\"migration\": {", json, StringComparison.Ordinal);
        Assert.Contains($"\"record\": \"{report.Migration?.RecordHash.ToHex()}\"", json, StringComparison.Ordinal);
        Assert.Contains($"\"registry\": \"{TestChain.Address('1')}\"", json, StringComparison.Ordinal);
        Assert.Contains($"\"registry\": \"{TestChain.Address('4')}\"", json, StringComparison.Ordinal);
    }

    private static MigrationFile Leaving(Func<RetiredChain, RetiredChain> change) =>
        (Move.Good() with { Recording = record => Change(record, change) }).Log();

    private static void AssertRefused(string place, Func<MigrationRecord, MigrationRecord> change) =>
        Assert.Contains(place, Assert.Throws<ArgumentException>(() => (Move.Good() with { Recording = change }).Log()).Message, StringComparison.Ordinal);

    private static MigrationRecord Change(MigrationRecord record, Func<RetiredChain, RetiredChain> change) =>
        record with { Chains = [.. record.Chains.Select(change)] };
}
