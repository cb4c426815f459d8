using Ledger.Verify.Notes;

namespace Ledger.Verify.Tests.Notes;

/// <summary>C2SP signed-note: the published notes, round trips, and texts that are not notes.</summary>
public sealed class SignedNoteTests
{
    // The note in the introduction of the specification. Its key is not published, so only the form can be checked.
    private const string Quasimodo =
        "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
        + "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

    private const string Text = "ledger.localhost/education/log\n5\nAAAA\n";

    private static readonly string Line = TestKeys.Line("a.example", [1, 2, 3, 4, 5]);

    [Fact]
    public void TryParse_TheSpecificationsExample_SplitsAtTheLastEmptyLine()
    {
        var note = TestKeys.Note(Quasimodo);

        Assert.EndsWith("raggio di sole:\n\ned è subito sera.\n", note.Text, StringComparison.Ordinal);
        var line = Assert.Single(note.Signatures);
        Assert.Equal(("quasimodo.example/salvatore", 0x367ba04bu, 64), (line.Name, line.KeyId, line.Signature.Length));
        Assert.Equal(Quasimodo, note.ToString());
    }

    [Theory]
    [InlineData(TestKeys.PeterNote, TestKeys.PeterKey)]
    [InlineData(TestKeys.PeterNote + TestKeys.EnochLine, TestKeys.PeterKey)]
    [InlineData(TestKeys.PeterNote + TestKeys.EnochLine, TestKeys.EnochKey)]
    [InlineData(TestKeys.PeterNote + TestKeys.PeterLine, TestKeys.PeterKey)] // the same line twice: both verify
    [InlineData(TestKeys.TesseraCheckpoint, TestKeys.TesseraKey)]
    public void IsSignedBy_PublishedNote_IsTrue(string note, string vkey)
    {
        Assert.True(TestKeys.Note(note).IsSignedBy(TestKeys.Key(vkey)));
        Assert.Equal(note, TestKeys.Note(note).ToString());
    }

    [Fact]
    public void Sign_PublishedKeyAndText_GivesThePublishedNote()
    {
        var signer = new Ed25519NoteSigner("PeterNeumann", Convert.FromBase64String(TestKeys.PeterPrivate).AsSpan(1));

        Assert.Equal(TestKeys.PeterNote, SignedNote.Sign(TestKeys.PeterText, signer).ToString());
    }

    [Fact]
    public void Sign_TwoKeys_BothLinesVerifyAfterReadingBack()
    {
        var witness = TestKeys.Signer("witness.example", 2);

        var note = TestKeys.Note(SignedNote.Sign(Text, TestKeys.Log, witness).ToString());

        Assert.True(note.IsSignedBy(TestKeys.Log.Key));
        Assert.True(note.IsSignedBy(witness.Key));
        Assert.Equal(SignedNote.Sign(Text, TestKeys.Log, witness), note);
    }

    [Fact]
    public void IsSignedBy_KeyOfAnotherName_IsFalse() =>
        Assert.False(SignedNote.Sign(Text, TestKeys.Log).IsSignedBy(TestKeys.Signer("other", 1).Key));

    [Fact]
    public void IsSignedBy_OtherKeyOfTheSameName_IsFalse() =>
        Assert.False(SignedNote.Sign(Text, TestKeys.Log).IsSignedBy(TestKeys.Signer(TestKeys.Origin, 2).Key));

    [Fact]
    public void IsSignedBy_OtherText_IsFalse()
    {
        var note = SignedNote.Sign(Text, TestKeys.Log);

        Assert.False((note with { Text = Text.Replace('5', '6') }).IsSignedBy(TestKeys.Log.Key));
    }

    [Fact]
    public void IsSignedBy_AnyCharacterOfTheNoteChanged_IsFalseOrRefused()
    {
        var note = SignedNote.Sign(Text, TestKeys.Log).ToString();

        Assert.All(Enumerable.Range(0, note.Length), i =>
        {
            var damaged = note[..i] + (char)(note[i] + 1) + note[(i + 1)..];
            Assert.False(SignedNote.TryParse(damaged, out var read) && read.IsSignedBy(TestKeys.Log.Key));
        });
    }

    [Fact]
    public void IsSignedBy_GoodLineBesideABadOneOfTheSameKey_IsFalse()
    {
        // "If a signature from a known key fails to verify, clients SHOULD reject the whole note."
        var note = SignedNote.Sign(Text, TestKeys.Log);
        var bad = note.Signatures[0] with { Signature = [.. new byte[64]] };

        Assert.False((note with { Signatures = [note.Signatures[0], bad] }).IsSignedBy(TestKeys.Log.Key));
        Assert.False((note with { Signatures = [bad, note.Signatures[0]] }).IsSignedBy(TestKeys.Log.Key));
    }

    [Theory]
    [InlineData("other.example", true)] // our id, another name
    [InlineData(TestKeys.Origin, false)] // our name, another id
    public void IsSignedBy_LineThatSharesNameOrIdOnly_IsIgnored(string name, bool ourId)
    {
        // "Verifiers MUST ignore signatures from unknown keys, even if they share a name or ID (but not both) with a known key."
        var note = SignedNote.Sign(Text, TestKeys.Log);
        var line = new NoteSignature(name, ourId ? TestKeys.Log.Key.Id : ~TestKeys.Log.Key.Id, [.. new byte[64]]);

        Assert.True((note with { Signatures = [line, note.Signatures[0]] }).IsSignedBy(TestKeys.Log.Key));
        Assert.False((note with { Signatures = [line] }).IsSignedBy(TestKeys.Log.Key));
    }

    [Fact]
    public void TryParse_16Signatures_IsAccepted() => Assert.Equal(16, TestKeys.Note(Text + "\n" + Lines(16)).Signatures.Length);

    [Fact]
    public void TryParse_100Signatures_IsAccepted() => Assert.Equal(100, TestKeys.Note(Text + "\n" + Lines(100)).Signatures.Length);

    [Fact]
    public void TryParse_101Signatures_IsRefused() => AssertRefused(Text + "\n" + Lines(101));

    [Fact]
    public void TryParse_ATextOfEmptyLines_KeepsThem() => Assert.Equal("\n\n\n", TestKeys.Note("\n\n\n\n" + Line).Text);

    [Fact]
    public void TryParse_OneMillionCharacters_IsAccepted() =>
        Assert.Equal(1_000_000, TestKeys.Note(new string('x', 1_000_000 - Line.Length - 2) + "\n\n" + Line).ToString().Length);

    [Fact]
    public void TryParse_TextOfOneEmptyLine_IsRead() =>
        Assert.Equal("\n", TestKeys.Note(SignedNote.Sign("\n", TestKeys.Log).ToString()).Text);

    [Fact]
    public void Equals_NullOrOtherText_IsFalse()
    {
        var note = SignedNote.Sign(Text, TestKeys.Log);

        Assert.False(note.Equals(null));
        Assert.NotEqual(note, SignedNote.Sign("another\n", TestKeys.Log));
    }

    [Fact]
    public void TryParse_MoreThanOneMillionCharacters_IsRefused() =>
        AssertRefused(new string('x', 1_000_001 - Line.Length - 2) + "\n\n" + Line);

    public static TheoryData<string?> Malformed => new(
        null, "", "\n", "\n\n", "\n\n\n", "text", "text\n", Text,
        Text + "\n", // no signature
        Text + "\n\n",
        Text + Line, // no empty line
        Text[..^1] + Line,
        Line, "\n" + Line, // no text
        Text + "\n" + Line[..^1], // no line feed at the end
        Text + "\n" + Line + "\n",
        Text + "\n" + Line + " ",
        Text + "\n" + Line + "x\n", // text after the signatures
        Text + "\n" + "x\n" + Line,
        Text + "\n" + Line + "\n" + Line + "x\n",
        (Text + "\n" + Line).Replace("\n", "\r\n", StringComparison.Ordinal),
        Text + "\r\n" + Line,
        Text + "\n" + Line.Replace("\n", "\r\n", StringComparison.Ordinal),
        "a\tb\n\n" + Line, "a\0b\n\n" + Line, "a\u001bb\n\n" + Line, "a\u007fb\n\n" + Line, // control characters
        "a\ud800b\n\n" + Line, "a\udc00b\n\n" + Line, "a\ufffdb\n\n" + Line, // half a surrogate pair, and the character it is decoded to
        WithDash("- "), WithDash("-- "), WithDash("\u2013 "), WithDash("\u2015 "), WithDash(" \u2014 "), // other dashes
        WithDash("\u2014"), WithDash("\u2014  "), WithDash("\u2014\u00a0"), WithDash(""),
        Text + "\n" + TestKeys.Line("", [1, 2, 3, 4, 5]), Text + "\n" + TestKeys.Line("bad name", [1, 2, 3, 4, 5]),
        Text + "\n" + TestKeys.Line("a+b", [1, 2, 3, 4, 5]), Text + "\n" + TestKeys.Line("a\u3000b", [1, 2, 3, 4, 5]),
        Text + "\n\u2014 a.example\n", Text + "\n\u2014 a.example \n", Text + "\n\u2014\n", Text + "\n\u2014 \n",
        Text + "\n" + Line[..^1] + " \n", Text + "\n" + Line[..^1] + " x\n",
        Text + "\n" + TestKeys.Line("a.example", []), Text + "\n" + TestKeys.Line("a.example", [1, 2, 3]), // no signature after the id
        Text + "\n" + TestKeys.Line("a.example", [1, 2, 3, 4]),
        Text + "\n\u2014 a.example AQIDBAU\n", Text + "\n\u2014 a.example AQIDBAV=\n", // other spellings
        Text + "\n\u2014 a.example AQIDBA==BQ==\n",
        Text + "\n\u2014 a.example AQIDBAU=\n=\n", Text + "\n\u2014 a.example __-_AQID\n");

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryParse_NotANote_IsRefused(string? note) => AssertRefused(note);

    [Theory]
    [InlineData("")]
    [InlineData("no line feed")]
    [InlineData("a\rb\n")]
    [InlineData("a\tb\n")]
    [InlineData("a\u007f\n")]
    [InlineData("a\ud800\n")]
    public void Sign_TextThatCannotBeANotes_Throws(string text) => Assert.Throws<ArgumentException>(() => SignedNote.Sign(text, TestKeys.Log));

    private static string WithDash(string dash) => Text + "\n" + dash + Line[2..];

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => TestKeys.Line($"w{i}.example", [0, 0, 0, 1, 2])));

    private static void AssertRefused(string? note)
    {
        Assert.False(SignedNote.TryParse(note, out var parsed));

        Assert.Null(parsed);
    }
}
