using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The text of reports, on which programs and people rely. It is pinned, so every change is visible.</summary>
public sealed class ReportWriterTests
{
    private static readonly Dictionary<string, Func<VerificationReport>> Reports = new()
    {
        ["valid"] = () => GoldenBundle.Verify(GoldenBundle.Utf8),
        ["superseded"] = () => GoldenBundle.Verify(
            GoldenBundle.Utf8,
            facts => facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([StatusCases.Changed(EntryStatus.Superseded, StatusCases.First)]) }),
        ["forged"] = () => GoldenBundle.Verify(With(".Iu5M", ".Iu5N")), // the fourth character of the seal
        ["unreadable"] = () => GoldenBundle.Verify(With("\"v\":1", "\"v\":2")),
        ["silent"] = () => GoldenBundle.Verify(GoldenBundle.Utf8, _ => ChainFacts.NotAsked("the node did not answer")),
        ["offline"] = () => RecordVerifier.VerifyOffline(RecordVerifier.Open(GoldenBundle.Utf8), GoldenBundle.Pinned, GoldenBundle.Options),
    };

    public static TheoryData<string> Names => new(Reports.Keys);

    [Fact]
    public void Verify_GoldenBundle_IsValid()
    {
        var report = GoldenBundle.Verify(GoldenBundle.Utf8);

        Assert.Empty(report.NotPassed());
        Assert.Equal(Verdict.Valid, report.Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToUtf8_Report_IsThePinnedDocument(string name) =>
        Assert.Equal(GoldenBundle.ReadText($"reports/{name}.json"), Encoding.UTF8.GetString(ReportWriter.ToUtf8(Reports[name]())) + "\n");

    [Theory]
    [MemberData(nameof(Names))]
    public void ToUtf8_Report_HasEveryMemberWhateverTheVerdict(string name)
    {
        var report = JsonElement.Parse(ReportWriter.ToUtf8(Reports[name]()));

        Assert.Equal(
            ["verdict", "en", "zh", "asOf", "checks", "record", "status", "anchor", "source"],
            report.EnumerateObject().Select(member => member.Name));
        Assert.Equal(12, report.GetProperty("checks").GetArrayLength());
        Assert.All(
            report.GetProperty("checks").EnumerateArray(),
            check => Assert.Equal(
                ["check", "outcome", "required", "code", "en", "zh", "detail"], check.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void ToUtf8_NothingFinalYet_NamesNoBlock()
    {
        var made = new Recipe().Make().WithSource(source => source with { Final = ChainBlock.None });

        var source = JsonElement.Parse(ReportWriter.ToUtf8(made.Verify())).GetProperty("source");

        Assert.Equal(JsonValueKind.Null, source.GetProperty("final").ValueKind);
        Assert.Equal(60, source.GetProperty("latest").GetProperty("number").GetInt64());
    }

    [Fact]
    public void ToUtf8_FactsFromACopyOfTheChain_SayWhenItWasSeen()
    {
        var seen = new DateTimeOffset(2026, 11, 27, 4, 5, 6, TimeSpan.Zero);
        var copied = new Recipe().Make().WithSource(source => source with { SeenAt = seen });

        Assert.Equal(
            "2026-11-27T04:05:06Z", JsonElement.Parse(ReportWriter.ToUtf8(copied.Verify())).GetProperty("source").GetProperty("seenAt").GetString());
        Assert.False(JsonElement.Parse(ReportWriter.ToUtf8(new Recipe().Make().Verify())).GetProperty("source").TryGetProperty("seenAt", out _));
    }

    [Fact]
    public void ToUtf8_ThroughAMigration_NamesItsRecordAndBothPlaces()
    {
        var scenario = Move.Good().Make();
        var path = scenario.Verify().Migration ?? throw new InvalidOperationException("The report has no migration.");

        static string Place(int chain, char digit, ChainBlock block, string time) =>
            $"{{\"chainId\":{chain},\"registry\":\"0x{new string(digit, 40)}\","
            + $"\"block\":{{\"number\":{block.Number},\"hash\":\"{block.Hash.ToHex()}\",\"time\":\"{time}\"}}}}";
        Assert.Equal(
            $"{{\"record\":\"{scenario.Migrations[0].Record.Hash.ToHex()}\",\"recordedAt\":\"2026-05-12T00:00:00Z\","
            + $"\"from\":{Place(31337, '1', path.LeftAt, "2026-05-10T00:00:00Z")},\"to\":{Place(31338, '4', path.Anchor.Block, "2026-05-12T00:00:00Z")}}}",
            JsonSerializer.Serialize(JsonElement.Parse(ReportWriter.ToUtf8(scenario.Verify())).GetProperty("migration")));
    }

    [Fact]
    public void SentenceOf_VerdictThatIsFinal_LeavesOutAdvice()
    {
        var report = new Recipe().Make().Verify() with { Advice = ("Advice.", "建议。") };

        Assert.Equal(("Valid: genuine, and in force at the time asked about.", "有效：记录真实，且在所询问的时间有效。"), ReportWriter.SentenceOf(report));
    }

    [Fact]
    public void ToUtf8_TextOfAForger_CannotLeaveItsString()
    {
        var origin = "a\",\"verdict\":\"valid";
        var made = (new Recipe() with { Origin = origin, LogSigners = [new Ed25519NoteSigner(origin, new byte[32])] }).Make();

        var report = JsonElement.Parse(ReportWriter.ToUtf8(made.Verify()), new JsonDocumentOptions { AllowDuplicateProperties = false });

        Assert.Equal("not-genuine", report.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData(Verdict.Valid, "valid", "Valid: genuine, and in force at the time asked about.", "有效：记录真实，且在所询问的时间有效。")]
    [InlineData(Verdict.NotInForce, "not-in-force", "Genuine, but not in force at the time asked about.", "记录真实，但在所询问的时间不生效。")]
    [InlineData(Verdict.NotGenuine, "not-genuine", "Not genuine: this is not what the department issued.", "不真实：这不是该部门签发的内容。")]
    [InlineData(
        Verdict.CouldNotBeChecked, "could-not-be-checked", "Could not be checked. This says nothing against the record.",
        "未能核验。这不说明记录有问题。")]
    public void SentenceOf_Verdict_IsSaidInBothLanguages(Verdict verdict, string name, string en, string zh)
    {
        Assert.Equal(name, ReportWriter.NameOf(verdict));
        Assert.Equal((en, zh), ReportWriter.SentenceOf(verdict));
    }

    [Theory]
    [InlineData(CheckOutcome.Passed, "passed")]
    [InlineData(CheckOutcome.Failed, "failed")]
    [InlineData(CheckOutcome.NotRun, "not-run")]
    public void NameOf_Outcome_IsWritten(CheckOutcome outcome, string name) => Assert.Equal(name, ReportWriter.NameOf(outcome));

    [Theory]
    [InlineData(EntryStatus.Active, "active")]
    [InlineData(EntryStatus.Suspended, "suspended")]
    [InlineData(EntryStatus.Revoked, "revoked")]
    [InlineData(EntryStatus.Superseded, "superseded")]
    [InlineData(EntryStatus.Withdrawn, "withdrawn")]
    [InlineData((EntryStatus)5, "unknown")]
    [InlineData((EntryStatus)255, "unknown")]
    public void StatusName_Status_IsAWord(EntryStatus status, string name) => Assert.Equal(name, ReportWriter.StatusName(status));

    [Fact]
    public void NameOf_ValueOfNoName_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportWriter.NameOf((CheckName)12));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportWriter.NameOf((CheckOutcome)3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportWriter.NameOf((Verdict)4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportWriter.SentenceOf((Verdict)4));
    }

    private static byte[] With(string one, string other)
    {
        var text = Encoding.UTF8.GetString(GoldenBundle.Utf8);
        Assert.Contains(one, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(one, other, StringComparison.Ordinal));
    }
}
