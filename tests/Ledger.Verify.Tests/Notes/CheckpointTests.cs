using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Notes;

/// <summary>C2SP tlog-checkpoint, without the extension lines, which it advises against.</summary>
public sealed class CheckpointTests
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    // The checkpoint in the introduction of the specification.
    private const string Published =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    [Theory]
    [InlineData(Published, "example.com/behind-the-sofa", 20_852_163, Root)]
    [InlineData(TestKeys.TesseraCheckpoint, "example.com/log/testdata", 15, "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=")]
    public void TryParse_PublishedCheckpoint_IsReadAndWrittenBack(string note, string origin, long size, string root)
    {
        Assert.True(Checkpoint.TryParse(TestKeys.Note(note).Text, out var checkpoint));

        Assert.Equal((origin, size, root), (checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToBase64()));
        Assert.Equal(TestKeys.Note(note).Text, checkpoint.ToText());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("9223372036854775807")]
    public void TryParse_AnySize_IsReadAndWrittenBack(string size)
    {
        Assert.True(Checkpoint.TryParse($"a\n{size}\n{Root}\n", out var checkpoint));

        Assert.Equal($"a\n{size}\n{Root}\n", checkpoint.ToText());
    }

    public static TheoryData<string?> Malformed => new(
        null, "", "\n", "a\n", "a\n1\n", "a\n1\n\n", $"a\n1\n{Root}", $"\n1\n{Root}\n", $"1\n{Root}\n",
        $"a\n1\n{Root}\nextension\n", $"a\n1\n{Root}\n\n", $"a\n1\n{Root}\n\nx\n", $"a\n1\n{Root}\n{Root}\n", // extension lines
        $"a\n01\n{Root}\n", $"a\n00\n{Root}\n", $"a\n-1\n{Root}\n", $"a\n+1\n{Root}\n", $"a\n-0\n{Root}\n", $"a\n 1\n{Root}\n", $"a\n1 \n{Root}\n",
        $"a\n\n{Root}\n", $"a\n1.0\n{Root}\n", $"a\n1\0\n{Root}\n", $"a\n1e3\n{Root}\n", $"a\n0x1\n{Root}\n", $"a\n1,000\n{Root}\n", $"a\n１\n{Root}\n", $"a\n١\n{Root}\n",
        $"a\n9223372036854775808\n{Root}\n", $"a\n18446744073709551616\n{Root}\n", $"a\n99999999999999999999\n{Root}\n",
        $"a\n1\n{Root[..^1]}\n", $"a\n1\n{Root[..^4]}\n", $"a\n1\n{Root}=\n", $"a\n1\nAAAA\n", $"a\n1\nAAAA{Root}\n",
        $"a\n1\n{Root.Replace('I', 'J')}\n", // stray bits after the last byte
        $"a\n1\n {Root}\n", $"a\n1\n{Root} \n", $"a\n1\n{Root.Replace('/', '_')}\n", $"a\n1\n0x{new string('0', 64)}\n",
        $" a\n1\n{Root}\n", $"a b\n1\n{Root}\n", $"a+b\n1\n{Root}\n", $"a\u00a0b\n1\n{Root}\n", $"a\ud800\n1\n{Root}\n",
        $"a\r\n1\r\n{Root}\r\n", $"a\n1\r\n{Root}\n", $"a\n1\n{Root}\r\n", $"\ufffda\n1\n{Root}\n", $"\na\n1\n{Root}\n");

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryParse_NotACheckpoint_IsRefused(string? text)
    {
        Assert.False(Checkpoint.TryParse(text, out var checkpoint));

        Assert.Null(checkpoint);
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("a", "extension\n")]
    [InlineData("go.sum database tree+x", "one\ntwo two\n")]
    public void TryParseAny_WhatC2spAllows_IsRead(string origin, string extensions)
    {
        Assert.True(Checkpoint.TryParseAny($"{origin}\n1\n{Root}\n{extensions}", out var checkpoint, out var lines));

        Assert.Equal((origin, 1, Root), (checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToBase64()));
        Assert.Equal(extensions, string.Concat(lines.Select(line => line + "\n")));
    }

    [Theory]
    [InlineData($"a\n1\n{Root}")]
    [InlineData($"\n1\n{Root}\n")]
    [InlineData($"a\n1\n{Root}\n\n")]
    [InlineData($"a\n1\n{Root}\n\nx\n")]
    [InlineData($"a\n1\n{Root}\nx")]
    [InlineData($"a\n01\n{Root}\n")]
    [InlineData("a\n1\nAAAA\n")]
    [InlineData("a\n1\n")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParseAny_NotACheckpoint_IsRefused(string? text)
    {
        Assert.False(Checkpoint.TryParseAny(text, out var checkpoint, out var extensions));

        Assert.Null(checkpoint);
        Assert.Empty(extensions);
    }

    [Fact]
    public void ToText_Signed_ReadsBackThroughTheNote()
    {
        var checkpoint = new Checkpoint(TestKeys.Origin, 5, Digest.Sha256("root"u8));

        var note = TestKeys.Note(SignedNote.Sign(checkpoint.ToText(), TestKeys.Log).ToString());

        Assert.True(note.IsSignedBy(TestKeys.Log.Key));
        Assert.True(Checkpoint.TryParse(note.Text, out var read));
        Assert.Equal(checkpoint, read);
    }
}
