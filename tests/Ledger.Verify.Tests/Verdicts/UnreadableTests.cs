using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A part in a wrong form is refused at low cost, before the chain is asked, and the refusal names the part.</summary>
public sealed class UnreadableTests
{
    private static readonly Scenario True = new Recipe().Make();

    private static readonly Dictionary<string, (string Place, Func<Scenario> Make)> All = new()
    {
        ["empty record"] = ("record: record", () => Record("")),
        ["record of 64 KiB and one character"] = ("record: record", () => Record(True.Bundle.Record.PadRight((64 * 1024) + 1, '~'))),
        ["record with a hundred thousand disclosures"] = ("record: record", () => Record(True.Bundle.Record + Repeated("a~", 100_000))),
        ["record with as many disclosures as fit in 64 KiB"] = ("record: record", () => Record(True.Bundle.Record + Repeated("a~", 30_000))),
        ["record with nothing but tildes"] = ("record: record", () => Record(new string('~', 64 * 1024))),
        ["record with nothing but dots"] = ("record: record", () => Record(new string('.', 64 * 1024))),
        ["record nested a thousand deep"] = ("record: issuerJwt.payload", () => Payload(Nested(1000))),
        ["record with a float"] = ("record: issuerJwt.payload", () => Payload("""{"iss":"a","vct":"b","iat":1.5}""")),
        ["record with an integer of 64 bits"] = ("record: issuerJwt.payload", () => Payload("""{"iss":"a","vct":"b","iat":9223372036854775808}""")),
        ["record without a kid"] = ("record: header.kid", () => Header("""{"alg":"ES256","typ":"dc+sd-jwt"}""")),
        ["record with a kid of 31 bytes"] = ("record: header.kid", () => Header(WithKid(new string('A', 42)))),
        ["record with a kid that is no base64url"] = ("record: header.kid", () => Header(WithKid(new string('!', 43)))),
        ["record with a kid in another spelling of its bytes"] = ("record: header.kid", () => Header(WithKid(new string('B', 43)))),
        ["record without a vct"] = ("record: vct", () => Payload("""{"iss":"a","iat":1}""")),
        ["record with a vct that is no text"] = ("record: vct", () => Payload("""{"iss":"a","vct":7,"iat":1}""")),
        ["record sealed with an algorithm of none"] = ("record: issuerJwt.header.alg", () => Header("""{"alg":"none","typ":"dc+sd-jwt"}""")),

        ["empty entry"] = ("entry", () => Entry("")),
        ["entry of 1 MB"] = ("entry", () => Entry(new string(' ', 1_000_000))),
        ["entry with a space"] = ("entry", () => Entry(True.Bundle.Entry + " ")),
        ["entry before 1970"] = ("entry", () => EntryAt("-1")),
        ["entry at half a millisecond"] = ("entry", () => EntryAt("1772352001000.5")),
        ["entry at 2^53"] = ("entry", () => EntryAt("9007199254740992")),
        ["entry at 2^63"] = ("entry", () => EntryAt("9223372036854775808")),
        ["entry at a time with an exponent"] = ("entry", () => EntryAt("1e3")),
        ["entry of another version"] = ("entry", () => Entry(True.Bundle.Entry.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal))),
        ["entry nested 150 deep"] = ("entry", () => Entry(Nested(150))),

        ["empty proof"] = ("proof", () => Proof("")),
        ["proof of another version"] = ("proof", () => Proof(True.Bundle.Proof.Replace("@v1", "@v2", StringComparison.Ordinal))),
        ["proof with index -1"] = ("proof", () => Index("-1")),
        ["proof with index 04"] = ("proof", () => Index("04")),
        ["proof with index +4"] = ("proof", () => Index("+4")),
        ["proof with index 4.0"] = ("proof", () => Index("4.0")),
        ["proof with index 2^63"] = ("proof", () => Index("9223372036854775808")),
        ["proof with index 2^64"] = ("proof", () => Index("18446744073709551616")),
        ["proof with an index of a million digits"] = ("proof", () => Index(new string('9', 900_000))),
        ["proof with 64 hashes"] = ("proof", () => Hashes(64)),
        ["proof with twenty thousand hashes"] = ("proof", () => Hashes(20_000)),
        ["proof with an extra line"] = ("proof", () => Proof(True.Bundle.Proof.Replace("\nindex", "\nextra AAAA\nindex", StringComparison.Ordinal))),
        ["checkpoint of size -7"] = ("proof", () => Size("-7")),
        ["checkpoint of size 07"] = ("proof", () => Size("07")),
        ["checkpoint of size 2^63"] = ("proof", () => Size("9223372036854775808")),
        ["checkpoint of size 2^64"] = ("proof", () => Size("18446744073709551616")),
        ["checkpoint with an extension line"] = (
            "proof", () => Proof(True.Bundle.Proof.Replace("\n\n\u2014", "\nmore\n\n\u2014", StringComparison.Ordinal))),
        ["checkpoint without a signature"] = ("proof", () => Proof(True.Bundle.Proof[..^SignatureLine.Length])),
        ["checkpoint with 101 signatures"] = ("proof", () => Proof(True.Bundle.Proof + Repeated(SignatureLine, 100))),
        ["checkpoint with carriage returns"] = ("proof", () => Proof(True.Bundle.Proof.Replace("\n", "\r\n", StringComparison.Ordinal))),
    };

    public static TheoryData<string> Names => new(All.Keys);

    private static string SignatureLine => True.Bundle.Proof[True.Bundle.Proof.IndexOf('\u2014', StringComparison.Ordinal)..];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_MalformedPart_IsNotGenuineAndNamesThePart(string name)
    {
        var (place, make) = All[name];

        var report = make().Verify();

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        var form = report[CheckName.Form];
        Assert.Equal((CheckOutcome.Failed, Findings.PartMalformed, place), (form.Outcome, form.Finding, form.Detail));
        Assert.All(report.Checks.Skip(1), check => Assert.Equal((CheckOutcome.NotRun, Findings.NeedsForm), (check.Outcome, check.Finding)));
    }

    [Theory]
    [InlineData("", "json")]
    [InlineData("<html>502 Bad Gateway</html>", "json")]
    [InlineData("{\"status\":401,\"title\":\"No token\"}", "v")]
    [InlineData("[]", "json")]
    [InlineData("{\"v\":1}", "record")]
    public void Verify_NoBundleAtAll_GivesNoVerdictOnAnyRecord(string text, string place) =>
        AssertUnread(Findings.NotABundle, place, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Verify_AnotherVersion_IsNotSupportedHere() => AssertUnread(
        Findings.BundleNotSupported, "v", Encoding.UTF8.GetBytes(True.Text.Replace("\"v\":1}", "\"v\":2,\"w\":{}}", StringComparison.Ordinal)));

    [Fact]
    public void Verify_LongerThanIsRead_IsNotSupportedHere() =>
        AssertUnread(Findings.BundleNotSupported, "size", [.. True.Utf8, .. Encoding.UTF8.GetBytes(new string(' ', Ledger.Verify.Bundles.RecordBundle.MaxLength))]);

    [Theory]
    [InlineData("salt", "\"salt\":\"", "\"salt\":\"!")]
    [InlineData("blockHash", "\"blockHash\":\"0x", "\"blockHash\":\"0X")]
    public void Verify_TextOfAnotherForm_IsNotGenuineAndNamesTheMember(string place, string one, string other)
    {
        var report = True.Verify(Encoding.UTF8.GetBytes(True.Text.Replace(one, other, StringComparison.Ordinal)));

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        Assert.Equal((Findings.PartMalformed, place), (report[CheckName.Form].Finding, report[CheckName.Form].Detail));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Open_MalformedPart_CostsLittleMemoryAndAsksNothing(string name)
    {
        var utf8 = All[name].Make().Utf8;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var opened = RecordVerifier.Open(utf8);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024 + (32L * utf8.Length));
        Assert.Null(opened.Questions);
    }

    [Theory]
    [InlineData(9223372036854775807, 9223372036854775806, 63)]
    [InlineData(9223372036854775807, 0, 63)]
    [InlineData(9223372036854775807, 4611686018427387904, 1)]
    [InlineData(4611686018427387905, 4611686018427387904, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    public void Verify_SizesAtTheEdge_AreNotGenuine(long size, long index, int hashes)
    {
        var checkpoint = True.Checkpoint with { Size = size };
        var made = True.WithProof(proof => proof with
        {
            Index = index,
            Hashes = [.. Enumerable.Repeat(checkpoint.Root, hashes)],
            Checkpoint = SignedNote.Sign(checkpoint.ToText(), True.Department.LogKey).ToString(),
        });

        var report = made.Verify();

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        Assert.Equal(CheckOutcome.Failed, report[CheckName.Inclusion].Outcome);
    }

    [Fact]
    public void Verify_AnchorSizeAtTheEdge_IsNotGenuine()
    {
        var report = True.WithAnchor(anchor => anchor with { Size = (1L << 53) - 1, Block = (1L << 53) - 1, ChainId = (1L << 53) - 1 }).Verify();

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
    }

    private static void AssertUnread(Fault why, string place, byte[] utf8)
    {
        var opened = RecordVerifier.Open(utf8);
        var report = True.Verify(utf8);

        Assert.Equal((why, place), (opened.Unread, opened.Place));
        Assert.Null(opened.Questions);
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal((why, place), (report[CheckName.Form].Finding, report[CheckName.Form].Detail));
        Assert.All(report.Checks, check => Assert.Equal(CheckOutcome.NotRun, check.Outcome));
    }

    private static Scenario Record(string record) => True.WithRecord(record);

    private static Scenario Payload(string payload) =>
        Record(Seals.TestSeals.Jwt(WithKid(True.Department.SealKey.PublicKey.ThumbprintText), payload, True.Department.SealKey) + "~");

    private static Scenario Header(string header) =>
        Record(Seals.TestSeals.Jwt(header, """{"iss":"a","vct":"b","iat":1}""", True.Department.SealKey) + "~");

    private static string WithKid(string kid) => new JsonObject { ["alg"] = "ES256", ["kid"] = kid, ["typ"] = "dc+sd-jwt" }.ToJsonString();

    private static Scenario Entry(string entry) => True with { Bundle = True.Bundle with { Entry = entry } };

    private static Scenario EntryAt(string at) =>
        Entry("{\"at\":" + at + True.Bundle.Entry[True.Bundle.Entry.IndexOf(',', StringComparison.Ordinal)..]);

    private static Scenario Proof(string proof) => True with { Bundle = True.Bundle with { Proof = proof } };

    private static Scenario Index(string index) => Proof(True.Bundle.Proof.Replace("\nindex 4\n", $"\nindex {index}\n", StringComparison.Ordinal));

    private static Scenario Size(string size) => Proof(True.Bundle.Proof.Replace("/log\n7\n", $"/log\n{size}\n", StringComparison.Ordinal));

    private static Scenario Hashes(int count)
    {
        var more = Repeated(new string('A', 43) + "=\n", count - True.Proof.Hashes.Length);
        return Proof(True.Bundle.Proof.Replace("\nindex 4\n", "\nindex 4\n" + more, StringComparison.Ordinal));
    }

    private static string Nested(int depth) => $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}";

    private static string Repeated(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
