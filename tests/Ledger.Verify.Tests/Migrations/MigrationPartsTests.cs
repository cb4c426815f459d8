using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>The evidence in a migration file: which parts do not match each other, and which texts are not evidence.</summary>
public sealed class MigrationPartsTests
{
    private static readonly Move Moving = Move.Good();
    private static readonly MigrationFile File = Moving.Log();
    private static readonly INoteSigner Signer = Moving.Signer;
    private static readonly INoteSigner Stranger = TestDepartment.NewLogKey("ledger.localhost/health/log");
    private static readonly Parts Good = new(File.Note, File.Salt, File.Entry, File.Proof, File.Consistency);

    private static readonly byte[] Bytes = File.ToBytes();
    private static readonly int Heading = Bytes.IndexOf((byte)'\n') + 1;
    private static readonly int EndOfEvidence = Heading + Bytes.AsSpan(Heading).IndexOf((byte)'\n');

    private static readonly Dictionary<string, (string Place, Parts Parts)> Cases = new(StringComparer.Ordinal)
    {
        ["a note about another record"] = ("note", Good with { Note = SignedNote.Sign(Move.Good().Log().Note.Text, Signer) }),
        ["a note signed by somebody else"] = ("note", Good with { Note = SignedNote.Sign(File.Note.Text, Stranger) }),
        ["a note signed twice"] = ("note", Good with { Note = SignedNote.Sign(File.Note.Text, Signer, Stranger) }),
        ["a salt that is too short"] = ("entry", Good with { Salt = File.Salt[1..] }),
        ["another salt"] = ("entry", Good with { Salt = File.Salt.SetItem(0, (byte)(File.Salt[0] ^ 1)) }),
        ["an entry that cannot be read"] = ("entry", Good with { Entry = "{}" }),
        ["an entry about a certificate"] = ("entry", Good with { Entry = EntryAs(entry => entry with { Kind = EntryKind.Certificate }) }),
        ["an entry about another note"] = ("entry", Good with { Entry = EntryAs(entry => entry with { Commitment = Digest.Sha256([1]) }) }),
        ["a checkpoint that is no note"] = ("proof", Good with { Proof = File.Proof with { Checkpoint = "none" } }),
        ["a note that is no checkpoint"] = ("proof", Good with { Proof = File.Proof with { Checkpoint = File.Note.ToString() } }),
        ["a checkpoint of another log"] = ("proof", WithCheckpoint(File.Checkpoint with { Origin = Stranger.Key.Name }, Signer)),
        ["a checkpoint signed by somebody else"] = ("proof", WithCheckpoint(File.Checkpoint, Stranger)),
        ["a checkpoint signed twice"] = ("proof", WithCheckpoint(File.Checkpoint, Signer, Stranger)),
        ["an entry that is not in the log"] = ("proof", Good with { Entry = EntryAs(entry => entry with { At = entry.At + 1 }) }),
        ["a proof with a hash too many"] = ("proof", Good with { Proof = File.Proof with { Hashes = File.Proof.Hashes.Add(default) } }),
        ["an empty proof of growth"] = ("consistency", Good with { Consistency = [] }),
        ["a wrong proof of growth"] = ("consistency", Good with { Consistency = File.Consistency.SetItem(0, default) }),
    };

    public static TheoryData<string, string> Mismatches => new(Cases.Select(one => (one.Key, one.Value.Place)));

    [Theory, MemberData(nameof(Mismatches))]
    public void Create_PartsThatDoNotMatch_AreRefusedWithThePlace(string mismatch, string place)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Cases[mismatch].Parts.Create());

        Assert.Contains($": {place}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_PartsThatMatch_HasThemAndTheHashOfTheRecord()
    {
        var file = Good.Create();

        Assert.Equal(File.Record.Hash, file.RecordHash);
        Assert.Equal((File.Checkpoint, File.Note.ToString()), (file.Checkpoint, file.Note.ToString()));
        Assert.Equal(File.Proof.Checkpoint, file.CheckpointNote.ToString());
    }

    [Fact]
    public void Create_RecordThatContradictsItself_IsRefusedWithTheMember() => Assert.Contains(
        ": to.", Assert.Throws<ArgumentException>(() => (Move.Good() with
        {
            Recording = record => record with { To = record.To with { Place = record.Chains[0].Place } },
        }).Log()).Message, StringComparison.Ordinal);

    /// <summary>The entry is the last one of the log, so a checkpoint of a longer log proves it but does not end with it.</summary>
    [Fact]
    public void Create_EntryThatIsNotTheLast_IsRefused()
    {
        var move = Move.Good();
        var (file, log) = (move.Log(), move.Before.Log);
        log.AppendOthers(1);
        var parts = new Parts(
            file.Note, file.Salt, file.Entry, log.Prove(file.Proof.Index, log.Size, move.Signer), log.ProveGrowth(file.Record.Head.Size, log.Size));

        Assert.Contains(": proof.", Assert.Throws<ArgumentException>(() => parts.Create(file.Record)).Message, StringComparison.Ordinal);
    }

    /// <summary>The head that the retired chain holds cannot already contain the record about that chain.</summary>
    [Fact]
    public void Create_HeadOfTheRecordAsLongAsTheLogWithItsEntry_IsRefused()
    {
        var move = Move.Good();
        var sizeWithEntry = move.Before.Log.Size + 1;

        var refusal = Assert.Throws<ArgumentException>(() => (move with
        {
            Recording = record => record with
            {
                Chains = [record.Chains[0] with
                {
                    Anchors = AnchorRows.FromAnchors([.. record.Chains[0].Anchors.SkipLast(1), record.Chains[0].Anchors[^1] with { NewSize = sizeWithEntry }]),
                }],
            },
        }).Log());

        Assert.Contains(": proof.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consistency")]
    [InlineData("entry")]
    [InlineData("note")]
    [InlineData("proof")]
    [InlineData("salt")]
    public void TryRead_EvidenceWithoutAMemberOrOfAnotherKind_IsRefused(string member)
    {
        AssertRefused("evidence", evidence => evidence.Remove(member));
        AssertRefused("evidence", evidence => evidence[member] = true);
        AssertRefused("evidence", evidence => evidence[member] = null);
    }

    [Theory]
    [InlineData("note", "\"a note\"", "evidence")]
    [InlineData("proof", "\"a proof\"", "evidence")]
    [InlineData("salt", "\"=\"", "evidence")]
    [InlineData("consistency", "[true]", "evidence")]
    [InlineData("consistency", "[\"AA==\"]", "evidence")]
    [InlineData("consistency", "[]", "consistency")]
    [InlineData("entry", "\"{}\"", "entry")]
    [InlineData("more", "true", "form")]
    [InlineData("more", "[[[[[[[]]]]]]]", "form")] // eight levels
    [InlineData("more", "[[[[[[[[]]]]]]]]", "json")] // nine levels
    public void TryRead_EvidenceWithAnotherValue_IsRefusedWithItsPlace(string member, string value, string place) =>
        AssertRefused(place, evidence => evidence[member] = JsonNode.Parse(value));

    [Theory]
    [InlineData("", "json")]
    [InlineData("{", "json")]
    [InlineData("[]", "evidence")]
    [InlineData("{\"salt\":\"\",\"salt\":\"\"}", "json")]
    [InlineData("{\"note\":\"\\ud800\"}", "json")]
    public void TryRead_LineThatIsNoEvidence_IsRefused(string line, string place) => Assert.Equal(place, PlaceOf(line));

    [Fact]
    public void TryRead_NothingAfterTheHeading_IsRefused()
    {
        Assert.False(MigrationFile.TryRead("ledger-migration/1\n"u8.ToArray(), out _, out var place));

        Assert.Equal("form", place);
    }

    /// <summary>No input has a line after its heading. But the size is checked first, then the heading, then the lines.</summary>
    [Fact]
    public void TryRead_FileLongerThanAny_IsRefusedForItsLength()
    {
        var bytes = new byte[MigrationFile.MaxLength + 1];
        Bytes.AsSpan(0, Heading).CopyTo(bytes);

        Assert.False(MigrationFile.TryRead(bytes.AsMemory(0, MigrationFile.MaxLength), out _, out var place));
        Assert.Equal("form", place);
        Assert.False(MigrationFile.TryRead(bytes.AsMemory(1), out _, out place));
        Assert.Equal("heading", place);
        Assert.False(MigrationFile.TryRead(bytes, out _, out place));
        Assert.Equal("size", place);
    }

    private static void AssertRefused(string place, Action<JsonObject> change)
    {
        var evidence = JsonNode.Parse(Bytes.AsSpan(Heading..EndOfEvidence))!.AsObject();
        change(evidence);

        Assert.Equal(place, PlaceOf(evidence.ToJsonString()));
    }

    /// <summary>Returns the place that is named when the good file has another line of evidence.</summary>
    private static string PlaceOf(string evidence)
    {
        Assert.False(MigrationFile.TryRead((byte[])[.. Bytes[..Heading], .. Encoding.UTF8.GetBytes(evidence), .. Bytes[EndOfEvidence..]], out _, out var place));
        return place;
    }

    private static string EntryAs(Func<LogEntry, LogEntry> change) =>
        LogEntry.TryParse(Encoding.UTF8.GetBytes(File.Entry), out var entry) ? Encoding.UTF8.GetString(change(entry).ToUtf8()) : throw new FormatException();

    private static Parts WithCheckpoint(Checkpoint checkpoint, params ReadOnlySpan<INoteSigner> signers) =>
        Good with { Proof = File.Proof with { Checkpoint = SignedNote.Sign(checkpoint.ToText(), signers).ToString() } };

    /// <summary>The evidence of a file. Tests change one part.</summary>
    private sealed record Parts(SignedNote Note, ImmutableArray<byte> Salt, string Entry, TlogProof Proof, ImmutableArray<Digest> Consistency)
    {
        public MigrationFile Create() => Create(File.Record);

        public MigrationFile Create(MigrationRecord record) => MigrationFile.Create(record, Note, Salt, Entry, Proof, Consistency);
    }
}
