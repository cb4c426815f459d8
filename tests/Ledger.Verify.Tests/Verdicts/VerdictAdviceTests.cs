using System.Collections.Immutable;
using Ledger.Verify.Faults;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The advice for a bundle that could not be checked. "Wait" is advised only when time alone helps.</summary>
public sealed class VerdictAdviceTests
{
    private const string Later = "Try again later.";

    private static readonly Recipe Good = new();
    private static readonly Recipe ForLife = Good with { Clear = Good.Clear with { ExpiresAt = null, NotBefore = null } };

    private static readonly Dictionary<string, (Func<VerificationReport> Report, string En, string Zh)> Cases = new()
    {
        ["the chain is down"] = (() => Silent(UnknownReason.Outage).Verify(), Later, "请稍后再试。"),
        ["one answer is missing"] = (
            () => Good.Make().WithAnswers(facts => facts with { Department = Answer<DepartmentFacts?>.Unknown("timeout") }).Verify(), Later, "请稍后再试。"),
        ["not final yet"] = (() => WithFinal(Times.Block(41, Times.Issued)).Verify(), Later, "请稍后再试。"),
        ["not final yet, in a file"] = (
            () => WithFinal(Times.Block(41, Times.Issued)) is var made ? (made with { Options = made.Options with { AreFactsFixed = true } }).Verify() : null!,
            "verify with the chain, or have new evidence made", "重新出具存证"),
        ["the endpoint has no such registry"] = (() => Silent(UnknownReason.WrongSource).Verify(), "check the chain's address and the registry's", "重试无用"),
        ["one contract is not ours"] = (
            () => Good.Make().WithAnswers(facts => facts with
            {
                Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Unknown("no contract", UnknownReason.WrongSource),
            }).Verify(),
            "check the chain's address and the registry's", "重试无用"),
        ["offline"] = (() => Good.Make().VerifyOffline(), "Verify with the chain", "连接链"),
        ["no anchor yet"] = (() => WithoutAnchor().Verify(), "Fetch the bundle again later", "请稍后重新获取凭证包"),
        ["no final block"] = (
            () => Good.Make().WithSource(source => source with { Finality = "finalized", Final = ChainBlock.None }).Verify(), "finality rule", "最终性规则"),
        ["asked before the anchor"] = (
            () => ForLife.Make().AskedAt(Times.Seen - Times.Second).Verify(), "Ask about 2026-03-01T08:00:05Z or a later time.", "请询问 2026-03-01T08:00:05Z 或更晚的时间。"),
        ["asked about a time ahead"] = (
            () => ForLife.Make().AskedAhead(TimeSpan.FromDays(1)).Verify(), "Ask about 2026-06-01T12:00:00Z or an earlier time.", "或更早的时间。"),
        ["asked about a time ahead, of a chain that is down"] = (
            () => Silent(UnknownReason.Outage).AskedAhead(TimeSpan.FromDays(1)).Verify(), "or an earlier time.", "或更早的时间。"),
        ["another chain"] = (() => Good.Make().WithAnchor(anchor => anchor with { ChainId = 1 }).Verify(), "that the bundle names", "凭证包所称的链"),
        ["another registry"] = (() => Good.Make().WithAnchor(anchor => anchor with { Registry = TestChain.Address('9') }).Verify(), "that the bundle names", "凭证包所称的链"),
        ["another contract"] = (() => Good.Make().WithAnchor(anchor => anchor with { Contract = TestChain.Address('9') }).Verify(), "that the bundle names", "凭证包所称的链"),
        ["the chain contradicts itself"] = (
            () => Good.Make().WithAnswers(facts => facts with { Anchor = Answer<AnchorFacts?>.Known(null) }).Verify(), "Ask another node", "改问其他链节点"),
        ["no bundle"] = (() => Good.Make().Verify("{}"u8.ToArray()), "Get the bundle again.", "请重新获取凭证包。"),
        ["another version"] = (() => Good.Make() is var made ? made.Verify(Replaced(made, "\"v\":1", "\"v\":2")) : null!, "Use software", "支持它的软件"),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void SentenceOf_CouldNotBeChecked_SaysWhatToChange(string name)
    {
        var (make, en, zh) = Cases[name];
        var report = make();
        Assert.Equal(en == Later, report.IsWorthRetrying);

        var said = ReportWriter.SentenceOf(report);
        var json = JsonElement.Parse(ReportWriter.ToUtf8(report));

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Contains(en, said.En, StringComparison.Ordinal);
        Assert.Contains(zh, said.Zh, StringComparison.Ordinal);
        Assert.Equal(en == Later, said.En.EndsWith(Later, StringComparison.Ordinal));
        Assert.Equal(said, (json.GetProperty("en").GetString()!, json.GetProperty("zh").GetString()!));
    }

    [Theory]
    [InlineData("valid")]
    [InlineData("expired")]
    [InlineData("forged")]
    public void SentenceOf_AVerdict_GivesNoAdvice(string name)
    {
        var made = Good.Make();
        var report = name switch
        {
            "valid" => made.Verify(),
            "expired" => made.AskedAt(Times.ValidUntil).Verify(),
            _ => made.WithAnchor(anchor => anchor with { Block = anchor.Block + 1 }).Verify(),
        };

        Assert.Equal(ReportWriter.SentenceOf(report.Verdict), ReportWriter.SentenceOf(report));
    }

    private static byte[] Replaced(Scenario made, string one, string other) =>
        System.Text.Encoding.UTF8.GetBytes(made.Text.Replace(one, other, StringComparison.Ordinal));

    private static Scenario Silent(UnknownReason reason) => Good.Make().WithAnswers(_ => ChainFacts.NotAsked("no answer", reason));

    private static Scenario WithFinal(ChainBlock final) => Good.Make().WithSource(source => source with { Final = final });

    private static Scenario WithoutAnchor() => Good.Make() is var made ? made with { Bundle = made.Bundle with { Anchor = null } } : null!;

    [Fact]
    public void Find_TwoFindingsWithAdvice_GivesThatOfTheCause() => Assert.Equal(
        "Get the department's migration record, and verify with it.",
        AdviceOn(Check.NotRun(CheckName.Anchored, Findings.MigrationNeeded), Check.NotRun(CheckName.Status, Findings.StatusUnknown)));

    [Fact]
    public void Find_CheckThatFailedOrIsNotRequired_GivesNoAdvice()
    {
        Assert.Null(AdviceOn(Check.Failed(CheckName.Anchored, Findings.MigrationNeeded)));
        Assert.Null(AdviceOn(new Check(CheckName.Anchored, CheckOutcome.NotRun, IsRequired: false, Findings.MigrationNeeded)));
    }

    [Theory]
    [InlineData(UnknownReason.WrongSource, "Trying again does not help: check the chain's address and the registry's, or ask another node of the chain.")]
    [InlineData(UnknownReason.Outage, "Try again later.")]
    public void Find_SilentSource_GivesAdviceByItsReason(UnknownReason reason, string expected) =>
        Assert.Equal(expected, VerdictAdvice.Find([Check.NotRun(CheckName.Status, Findings.SourceSilent)], reason, false, null, "")?.En);

    [Theory]
    [InlineData(UnknownReason.WrongSource)]
    [InlineData(UnknownReason.Outage)]
    public void Find_NothingAskedOfTheSource_GivesNoAdviceAboutIt(UnknownReason reason) =>
        Assert.Null(VerdictAdvice.Find([Check.NotRun(CheckName.Status, Findings.NeedsForm)], reason, false, null, ""));

    private static string? AdviceOn(params ImmutableArray<Check> checks) => VerdictAdvice.Find(checks, UnknownReason.Outage, false, null, "")?.En;
}
