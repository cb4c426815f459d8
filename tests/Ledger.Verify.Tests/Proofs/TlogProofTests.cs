using System.Collections.Immutable;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Tests.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Proofs;

/// <summary>C2SP tlog-proof@v1 without its unauthenticated <c>extra</c> line.</summary>
public sealed class TlogProofTests
{
    private const string Header = "c2sp.org/tlog-proof@v1\n";
    private const string Hash = "Zx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75Q=";

    // The entry "four" in the test log of transparency-dev/tessera.
    private const string Published = Header + "index 3\n" + Hash + "\n"
        + "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=\ng0ZoeYWtIV8Q8i+4CmgqPnBvH2il107lyCgTQsyB7H4=\n"
        + "5jLpqTgjsBDSEX6SgZiRnbTMdTuRd8bQ5tSsAOxe0Ks=\n\n" + TestKeys.TesseraCheckpoint;

    [Fact]
    public void TryParse_PublishedProof_LeadsFromTheEntryToTheSignedRoot()
    {
        Assert.True(TlogProof.TryParse(Published, out var proof));
        var note = TestKeys.Note(proof.Checkpoint);
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));

        Assert.Equal("9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=", TreeHash.Leaf("four"u8).ToBase64());
        Assert.True(note.IsSignedBy(TestKeys.Key(TestKeys.TesseraKey)));
        Assert.True(InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf("four"u8), proof.Hashes, checkpoint.Root));
        Assert.False(InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf("five"u8), proof.Hashes, checkpoint.Root));
        Assert.Equal(Published, proof.ToString());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(73_894, 17)]
    [InlineData(long.MaxValue, 63)]
    public void ToString_AnyProof_ReadsBack(long index, int hashes)
    {
        var proof = new TlogProof(index, [.. Enumerable.Range(0, hashes).Select(i => Digest.Sha256([(byte)i]))], TestKeys.TesseraCheckpoint);

        Assert.True(TlogProof.TryParse(proof.ToString(), out var read));

        Assert.Equal(proof, read);
        Assert.Equal(proof.GetHashCode(), read.GetHashCode());
        Assert.Equal(proof.Hashes, read.Hashes);
    }

    [Fact]
    public void Equals_OtherIndexHashOrCheckpoint_IsFalse()
    {
        Assert.True(TlogProof.TryParse(Published, out var proof));

        Assert.False(proof.Equals(null));
        Assert.NotEqual(proof, proof with { Index = 4 });
        Assert.NotEqual(proof, proof with { Hashes = proof.Hashes[1..] });
        Assert.NotEqual(proof, proof with { Checkpoint = proof.Checkpoint + "\n" });
    }

    [Fact]
    public void TryParse_LeastProof_IsRead() => Assert.True(TlogProof.TryParse(WithIndex("index 3"), out _));

    [Fact]
    public void TryParse_64Hashes_IsRefused() => AssertRefused(
        new TlogProof(1, [.. ImmutableArray.CreateRange(Enumerable.Repeat(Digest.Sha256([]), 64))], "a\n").ToString());

    public static TheoryData<string?> Malformed => new(
        null, "", "\n", "\n\n", "\n\n\n", Header,
        Header + "index 3\n", Header + "index 3\n\n", Header + "index 3\n" + Hash + "\n\n", // no checkpoint
        Header + "index 3\n" + Hash + "\n" + TestKeys.TesseraCheckpoint, // no empty line before the checkpoint
        "index 3\n\nc", Header + "\nc", Header + Hash + "\n\nc", // no header, no index
        "c2sp.org/tlog-proof@v2\nindex 3\n\nc", "C2SP.org/tlog-proof@v1\nindex 3\n\nc", "c2sp.org/tlog-proof@v1 \nindex 3\n\nc",
        " " + Header + "index 3\n\nc", "\n" + Header + "index 3\n\nc", "\ufeff" + Header + "index 3\n\nc", Header[..^1] + "\r\nindex 3\r\n\r\nc",
        Header + "extra YWdl\nindex 3\n\nc", Header + "index 3\nextra YWdl\n\nc", // unauthenticated
        WithIndex("index"), WithIndex("index "), WithIndex("index  3"), WithIndex(" index 3"), WithIndex("Index 3"), WithIndex("index:3"),
        WithIndex("index 3 "), WithIndex("index 3\r"), WithIndex("index 03"), WithIndex("index -3"), WithIndex("index +3"), WithIndex("index ３"),
        WithIndex("index 0x3"), WithIndex("index 3.0"), WithIndex("index 9223372036854775808"), WithIndex("index 18446744073709551619"),
        WithIndex("index 3\nindex 3"),
        Header + "index 3\n" + Hash[..^1] + "\n\nc", Header + "index 3\n" + Hash[..^4] + "\n\nc", Header + "index 3\n" + Hash + "=\n\nc",
        Header + "index 3\n" + Hash.Replace('Q', 'R') + "\n\nc", // stray bits after the last byte
        Header + "index 3\n " + Hash + "\n\nc", Header + "index 3\n" + Hash + " \n\nc", Header + "index 3\n" + Hash + "\r\n\nc",
        Header + "index 3\n" + Hash + Hash + "\n\nc", Header + "index 3\n" + Hash + " " + Hash + "\n\nc", Header + "index 3\nAAAA\n\nc");

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryParse_NotAProof_IsRefused(string? text) => AssertRefused(text);

    [Theory]
    [InlineData("YWdl")]
    [InlineData("YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ")] // the example of the specification, without its padding
    [InlineData("")]
    public void TryParseAny_ExtraLine_IsReadAndWrittenBack(string extra)
    {
        var text = Published.Replace("index 3", $"extra {extra}\nindex 3", StringComparison.Ordinal);

        Assert.True(TlogProof.TryParseAny(text, out var proof));
        Assert.False(TlogProof.TryParse(text, out _));

        Assert.Equal(extra, proof.Extra);
        Assert.Equal(text, proof.ToString());
    }

    [Fact]
    public void TryParseAny_NoExtraLine_IsTheSameProof()
    {
        Assert.True(TlogProof.TryParseAny(Published, out var any));
        Assert.True(TlogProof.TryParse(Published, out var own));

        Assert.Equal(own, any);
        Assert.Null(any.Extra);
    }

    public static TheoryData<string?> MalformedEverywhere =>
        [.. Malformed.Select(row => row.Data).Where(text => text != Header + "extra YWdl\nindex 3\n\nc"), .. ExtraElsewhere];

    private static IEnumerable<string?> ExtraElsewhere =>
    [
        Header + "extra YW dl\nindex 3\n\nc", Header + "extra YWdl \nindex 3\n\nc", Header + "extra  YWdl\nindex 3\n\nc", Header + "extra\nindex 3\n\nc",
        Header + "extra YWdl\nextra YWdl\nindex 3\n\nc", Header + "extra YWdl\n\nc", "extra YWdl\n" + Header + "index 3\n\nc", Header + "Extra YWdl\nindex 3\n\nc",
    ];

    [Theory]
    [MemberData(nameof(MalformedEverywhere))]
    public void TryParseAny_NotAProof_IsRefused(string? text)
    {
        Assert.False(TlogProof.TryParseAny(text, out var proof));

        Assert.Null(proof);
    }

    private static string WithIndex(string line) => Header + line + "\n\nc";

    private static void AssertRefused(string? text) => Assert.False(TlogProof.TryParse(text, out _));
}
