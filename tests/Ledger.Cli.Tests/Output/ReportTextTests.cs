using System.Globalization;
using Ledger.Cli.Output;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Tests.Output;

/// <summary>The whole text of a report: the verdict in both languages, then every check, then the endpoints that were asked.</summary>
public sealed class ReportTextTests
{
    private static readonly ChainBlock Block = new(42, default, Time("2026-03-01T08:00:05Z"));

    private static readonly VerificationReport Valid = new()
    {
        Verdict = Verdict.Valid,
        Checks =
        [
            .. Enum.GetValues<CheckName>().SkipLast(1).Select(name => new Check(name, CheckOutcome.Passed, true, Findings.Passed)),
            new Check(CheckName.HolderBinding, CheckOutcome.NotRun, false, Findings.HolderNotAsked),
        ],
        AsOf = Time("2026-06-01T12:00:00Z"),
        RecordId = "019ab000-0000-7000-8000-000000000001",
        RecordType = "https://city.example/vct/student-status/1",
        Issuer = "https://ledger.localhost/education",
        NotBefore = Time("2026-02-01T00:00:00Z"),
        Anchor = new AnchorFacts(3, 7, default, default, Block),
        Status = new StatusAsOf(EntryStatus.Active, null, null),
        Source = new ChainSource(31337, default, default, default, Block with { Number = 60 }, Block, "instant", ["http://127.0.0.1:8545", "http://127.0.0.1:8546"]),
    };

    [Fact]
    public void Write_Valid_IsShort() => AssertWrites(
        """
        ✓ Valid: genuine, and in force at the time asked about.
          有效：记录真实，且在所询问的时间有效。
          record       019ab000-0000-7000-8000-000000000001
          type         https://city.example/vct/student-status/1
          issuer       https://ledger.localhost/education
          valid from   2026-02-01T00:00:00Z

          ✓ form               passed
          ✓ disclosures        passed
          ✓ seal               passed
          ✓ issuer-authorised  passed
          ✓ commitment         passed
          ✓ inclusion          passed
          ✓ checkpoint         passed
          ✓ anchored           passed
          ✓ final              passed
          ✓ status             passed
          ✓ validity           passed
          – holder-binding     not-run  LDG1028
              Not asked for: the record is bound to no key, or nobody asked to check its holder.
              未要求：记录未绑定密钥，或未要求核对持有人。

          as of        2026-06-01T12:00:00Z
          anchored     block 42, 2026-03-01T08:00:05Z, log size 7
          asked        chain 31337 up to block 60 (instant) at http://127.0.0.1:8545, http://127.0.0.1:8546

        """,
        Valid);

    [Fact]
    public void Write_Superseded_ShowsTheTimeAndTheSuccessor() => AssertWrites(
        """
        ! Genuine, but not in force at the time asked about.
          记录真实，但在所询问的时间不生效。
          valid until  2027-02-01T00:00:00Z
          status       superseded since 2026-04-01T00:00:00Z
          successor    019ab000-0000-7000-8000-0000000000ff

          ✗ status             failed  LDG1024
              The record was superseded by another. (since 2026-04-01T00:00:00Z)
              记录已被新记录取代。

          as of        2026-06-01T12:00:00Z

        """,
        Only(Verdict.NotInForce, new Check(CheckName.Status, CheckOutcome.Failed, true, Findings.Superseded, "since 2026-04-01T00:00:00Z")) with
        {
            ExpiresAt = Time("2027-02-01T00:00:00Z"),
            Status = new StatusAsOf(EntryStatus.Superseded, Time("2026-04-01T00:00:00Z"), Guid.ParseExact("019ab000-0000-7000-8000-0000000000ff", "D")),
        });

    [Fact]
    public void Write_NotGenuine_NamesTheCheckAndThePlace() => AssertWrites(
        """
        ✗ Not genuine: this is not what the department issued.
          不真实：这不是该部门签发的内容。

          ✗ form               failed  LDG1002
              A part of the bundle does not have its exact form; it was changed. (entry)
              凭证包的某一部分格式不对，已被改动。

          as of        2026-06-01T12:00:00Z

        """,
        Only(Verdict.NotGenuine, new Check(CheckName.Form, CheckOutcome.Failed, true, Findings.PartMalformed, "entry")));

    [Fact]
    public void Write_CouldNotBeChecked_ShowsTheReason() => AssertWrites(
        """
        ? Could not be checked. This says nothing against the record.
          未能核验。这不说明记录有问题。

          ✓ seal               passed  LDG1031
              Passed with the key that you gave. Whether the key was valid at the time was not checked.
              以您提供的密钥核对通过，未核对当时的有效期。
          ? anchored           not-run  LDG1004
              The chain could not be asked. This says nothing about the record. (timeout)
              无法查询链，此项未检查。这不说明记录有问题。

          as of        2026-06-01T12:00:00Z

        """,
        Only(
            Verdict.CouldNotBeChecked,
            new Check(CheckName.Seal, CheckOutcome.Passed, true, Findings.Pinned),
            new Check(CheckName.Anchored, CheckOutcome.NotRun, true, Findings.SourceSilent, "timeout")));

    private static VerificationReport Only(Verdict verdict, params Check[] checks) =>
        new() { Verdict = verdict, Checks = [.. checks], AsOf = Valid.AsOf };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertWrites(string expected, VerificationReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };

        ReportText.Write(output, report, ReaderLanguage.English, []);

        Assert.Equal(expected, output.ToString());
    }
}
