using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>With pinned keys and no chain, all possible checks run, and the report names those that did not.</summary>
public sealed class OfflineTests
{
    private static readonly Scenario True = new Recipe().Make();
    private static readonly string[] NotRun =
        ["issuer-authorised not-run LDG1004", "anchored not-run LDG1004", "final not-run LDG1004", "status not-run LDG1004"];

    // Without a chain, a date can be compared only with the clock of the verifier.
    [Theory]
    [InlineData(3600, 3600, "passed LDG1000")]
    [InlineData(3601, 3600, "failed LDG1060")]
    [InlineData(3600, 3601, "passed LDG1061")]
    [InlineData(400 * 86_400, 400 * 86_400, "failed LDG1060")]
    public void VerifyOffline_DatedAheadOfTheClock_IsJudgedByTheTolerance(int sealedAhead, int loggedAhead, string expected)
    {
        var recipe = new Recipe();
        var made = (recipe with
        {
            Clear = recipe.Clear with { IssuedAt = Times.Asked.AddSeconds(sealedAhead), ExpiresAt = null },
            LoggedAt = Times.Asked.AddSeconds(loggedAhead).ToUnixTimeMilliseconds(),
        }).Make();

        var check = made.VerifyOffline()[CheckName.Validity];

        Assert.Equal(expected, $"{(check.Outcome is CheckOutcome.Passed ? "passed" : "failed")} {check.Finding.Code}");
    }

    [Fact]
    public void VerifyOffline_TrueBundle_SaysWhichChecksDidNotRun()
    {
        var report = True.VerifyOffline();

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal(NotRun, report.NotPassed());
        Assert.All(report.Checks.Where(check => check.Finding == Findings.SourceSilent), check => Assert.Equal("offline", check.Detail));
    }

    [Theory]
    [InlineData(CheckName.Seal)]
    [InlineData(CheckName.Checkpoint)]
    public void VerifyOffline_CheckByPinnedKey_SaysSo(CheckName name)
    {
        var check = True.VerifyOffline()[name];

        Assert.Equal((CheckOutcome.Passed, Findings.Pinned), (check.Outcome, check.Finding));
    }

    [Fact]
    public void VerifyOffline_TrueBundle_ReportsTheSealedClaimsAndNoSource()
    {
        var report = True.VerifyOffline();

        Assert.Equal(Recipe.RecordId, report.RecordId);
        Assert.Equal("resident_id", report.Claims.GetProperty("id_type").GetString());
        Assert.Null(report.Source);
        Assert.Null(report.Anchor);
        Assert.Null(report.Status);
    }

    [Fact]
    public void VerifyOffline_WithoutAnchor_CouldNotBeChecked()
    {
        var early = True with { Bundle = True.Bundle with { Anchor = null } };

        Assert.Equal(
            ["issuer-authorised not-run LDG1004", "anchored not-run LDG1005", "final not-run LDG1005", "status not-run LDG1004"],
            early.VerifyOffline().NotPassed());
    }

    [Fact]
    public void VerifyOffline_ExpiredRecord_SaysSoButIsNotDecided()
    {
        var report = True.AskedAt(Times.ValidUntil).VerifyOffline();

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal([.. NotRun, "validity failed LDG1027"], report.NotPassed());
    }

    [Fact]
    public void VerifyOffline_OtherLogKeyOfTheSameName_IsNotGenuine() =>
        AssertFailsOnly("checkpoint failed LDG1018", True, Pinned(TestDepartment.NewLogKey(True.Department.Origin).Key));

    [Fact]
    public void VerifyOffline_LogKeyOfAnotherLog_IsNotGenuine() =>
        AssertFailsOnly("checkpoint failed LDG1018", True, Pinned(TestDepartment.Health.LogKey.Key));

    [Fact]
    public void VerifyOffline_SameKeyUnderAnotherName_IsNotGenuine() =>
        AssertFailsOnly(
            "checkpoint failed LDG1018", True,
            Pinned(VerifierKey.Ed25519(TestDepartment.Health.Origin, TestDepartment.Education.LogKey.Key.PublicKey.AsSpan())));

    [Fact]
    public void VerifyOffline_SealedByAnotherKeyUnderTheSameKid_IsNotGenuine()
    {
        var forged = new Recipe { Sealer = new ImpostorSigner(Es256Signer.Generate(), TestDepartment.Education.SealKey.Thumbprint) }.Make();

        AssertFailsOnly("seal failed LDG1008", forged, forged.Pinned);
    }

    [Fact]
    public void VerifyOffline_CheckpointOfThisLogSignedByThePinnedKeyOfAnother_IsNotGenuine() =>
        AssertFailsOnly(
            "checkpoint failed LDG1018", new Recipe { LogSigners = [TestDepartment.Health.LogKey] }.Make(), Pinned(TestDepartment.Health.LogKey.Key));

    [Fact]
    public void VerifyOffline_AnchorThatIsNotTheCheckpoint_IsNotGenuine()
    {
        Scenario[] forged =
        [
            True.WithAnchor(anchor => anchor with { Size = anchor.Size + 1 }),
            True.WithAnchor(anchor => anchor with { Root = default }),
            True.WithAnchor(anchor => anchor with { Department = TestDepartment.Health.Id }),
        ];

        Assert.All(forged, scenario => AssertFailsOnly("anchored failed LDG1019", scenario, scenario.Pinned));
    }

    [Fact]
    public void VerifyOffline_KeySetWithoutTheKey_CouldNotBeChecked()
    {
        var report = True.VerifyOffline(True.Utf8, True.Pinned with { RecordKeys = new JwkSet([TestDepartment.Health.SealKey.PublicKey]) });

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal("seal not-run LDG1004", report.NotPassed()[0]);
        Assert.Null(report.RecordId);
    }

    [Fact]
    public void VerifyOffline_AnyByteChangedOutsideTheAnchor_IsNotGenuineWhereItCanBeRead()
    {
        var anchorEnd = True.Text.IndexOf("},\"entry\"", StringComparison.Ordinal);
        var missed = Enumerable.Range(0, True.Utf8.Length).AsParallel()
            .Where(at => at > anchorEnd || at < "{\"anchor\":{".Length)
            .Select(at => WithFlippedBit(True.Utf8, at))
            .Where(changed => True.VerifyOffline(changed, True.Pinned).Verdict
                != (RecordVerifier.Open(changed).Unread is null ? Verdict.NotGenuine : Verdict.CouldNotBeChecked))
            .Select(Encoding.UTF8.GetString);

        Assert.Empty(missed);
    }

    // Flips another bit of each byte. The tests with a chain try every bit of every byte.
    private static byte[] WithFlippedBit(byte[] utf8, int at)
    {
        utf8[at] ^= (byte)(1 << (at % 8));
        return utf8;
    }

    private static PinnedKeys Pinned(VerifierKey logKey) => True.Pinned with { LogKey = logKey };

    private static void AssertFailsOnly(string line, Scenario scenario, PinnedKeys keys)
    {
        var report = scenario.VerifyOffline(scenario.Utf8, keys);

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        Assert.Equal(line, Assert.Single(report.NotPassed(), failed => failed.Contains(" failed ", StringComparison.Ordinal)));
    }
}
