using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about times: times in the future, and times of seal, log, chain and verifier that contradict each other.</summary>
internal static class DateCases
{
    private const string Ahead = "status not-run LDG1056";
    private const string SealedLate = "validity failed LDG1057";
    private const string NotYet = "validity failed LDG1026";
    private const string LoggedEarly = "validity failed LDG1058";

    private static readonly Recipe Good = new();
    internal static readonly Recipe ForLife = Good with { Clear = Good.Clear with { ExpiresAt = null, NotBefore = null } };
    private static readonly string[] NothingAsked =
    [
        "seal not-run LDG1004", "issuer-authorised not-run LDG1004", "checkpoint not-run LDG1004", "anchored not-run LDG1004", "final not-run LDG1004",
        "status not-run LDG1004",
    ];

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset InForce = Times.Parse("2028-01-01T00:00:00Z");

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["asked about tomorrow"] = Case.CouldNotBeChecked(() => ForLife.Make().AskedAhead(Day), Ahead),
        ["asked about the end of time"] = Case.CouldNotBeChecked(() => ForLife.Make().AskedAhead(DateTimeOffset.MaxValue - Times.Asked), Ahead),
        ["asked about a minute ahead, which is within the tolerance for clocks"] = Case.Valid(() => ForLife.Make().AskedAhead(TimeSpan.FromMinutes(1))),
        ["asked about 61 seconds ahead"] = Case.CouldNotBeChecked(() => ForLife.Make().AskedAhead(TimeSpan.FromSeconds(61)), Ahead),
        ["suspended, asked about tomorrow"] = Case.CouldNotBeChecked(() => Changed(EntryStatus.Suspended).AskedAhead(Day), Ahead),
        ["reinstated, asked about tomorrow"] = Case.CouldNotBeChecked(
            () => StatusCases.With(StatusCases.Changed(EntryStatus.Suspended, StatusCases.First), StatusCases.Changed(EntryStatus.Active, StatusCases.Second)).AskedAhead(Day), Ahead),
        ["revoked for ever, asked about tomorrow"] = Case.NotInForce(() => Changed(EntryStatus.Revoked).AskedAhead(Day), "status failed LDG1023"),
        ["superseded for ever, asked about tomorrow"] = Case.NotInForce(() => Changed(EntryStatus.Superseded).AskedAhead(Day), "status failed LDG1024"),
        ["withdrawn for ever, asked about tomorrow"] = Case.NotInForce(() => Changed(EntryStatus.Withdrawn).AskedAhead(Day), "status failed LDG1025"),
        ["asked about a time after its end in the future"] = Case.CouldNotBeChecked(
            () => Good.Make().AskedAhead(Times.ValidUntil - Times.Asked), Ahead, "validity failed LDG1027"),
        ["asked about tomorrow, of a chain that is silent"] = Case.CouldNotBeChecked(
            () => ForLife.Make().WithAnswers(_ => ChainFacts.NotAsked("timeout")).AskedAhead(Day),
            "seal not-run LDG1004", "issuer-authorised not-run LDG1004", "checkpoint not-run LDG1004", "anchored not-run LDG1004", "final not-run LDG1004", Ahead),

        // The record's own dates exclude this time, whether or not the chain had seen the record by then.
        ["asked about a time before it is valid, and before its anchor"] = Case.NotInForce(() => Good.Make().AskedAt(Times.ValidFrom - Times.Second), NotYet),
        ["asked about its first second, before its anchor"] = Case.CouldNotBeChecked(() => Good.Make().AskedAt(Times.ValidFrom), "anchored not-run LDG1030"),
        ["valid only after its anchor, asked about a time before both"] = Case.NotInForce(
            () => (Good with { Clear = Good.Clear with { NotBefore = Times.SeenAgain } }).Make().AskedAt(Times.Issued), NotYet),
        ["expired before its anchor, asked about a time between"] = Case.NotInForce(
            () => (Good with { Clear = Good.Clear with { ExpiresAt = Times.Issued } }).Make().AskedAt(Times.Logged), "validity failed LDG1027"),
        ["asked about a time before it is valid, of a chain that is silent"] = Case.CouldNotBeChecked(
            () => Silent(Good.Make().AskedAt(Times.ValidFrom - Times.Second)), [.. NothingAsked, NotYet]),

        // When no block is known, the clock of the verifier is used instead.
        ["sealed ahead of the clock, of a chain that is silent"] = Case.CouldNotBeChecked(
            () => Silent(Dated(Times.Asked.AddDays(1), Times.Asked.AddDays(1).ToUnixTimeMilliseconds())), [.. NothingAsked, "validity failed LDG1060"]),
        ["logged ahead of the clock, of a chain that is silent"] = Case.CouldNotBeChecked(
            () => Silent(Dated(Times.Issued, Times.Asked.AddDays(1).ToUnixTimeMilliseconds())), NothingAsked),

        // A slow clock must not hide what the chain already shows.
        ["revoked, by a clock that is slow"] = Case.NotInForce(() => Changed(EntryStatus.Revoked).ByAClockAt(StatusCases.First - Day), "status failed LDG1023"),
        ["anchored, by a clock that is slow"] = Case.Valid(() => ForLife.Make().ByAClockAt(Times.Seen - Day)),
        ["revoked, by a slow clock asked about the day before"] = Case.Valid(
            () => Changed(EntryStatus.Revoked).ByAClockAt(StatusCases.First - Day) is var made ? made with { Options = made.Options with { AsOf = made.Options.Now - Day } } : made),

        ["sealed in 2028, in a block of 2026"] = Case.NotInForce(() => Dated(InForce, InForce.ToUnixTimeMilliseconds()), SealedLate),
        ["sealed an hour after its block"] = Case.Valid(() => Dated(Times.Seen + RecordDates.Tolerance, Later(RecordDates.Tolerance))),
        ["sealed more than an hour after its block"] = Case.NotInForce(
            () => Dated(Times.Seen + RecordDates.Tolerance + Times.Second, Later(RecordDates.Tolerance)), SealedLate),
        ["sealed and logged in 2028, and asked in 2029"] = Case.NotInForce(
            () => Dated(InForce, InForce.ToUnixTimeMilliseconds()).AskedAt(InForce.AddYears(1)), SealedLate),
        ["sealed in 2028, and expired"] = Case.NotInForce(
            () => (Good with { Clear = Good.Clear with { IssuedAt = InForce } }).Make().AskedAt(Times.ValidUntil), SealedLate),
        ["sealed long before it is logged"] = Case.Valid(() => Dated(Times.Parse("1985-07-01T00:00:00Z"), Times.Logged.ToUnixTimeMilliseconds())),
        ["logged long before it is anchored"] = Case.Valid(() => Dated(Times.Issued.AddYears(-1), Times.Issued.AddYears(-1).ToUnixTimeMilliseconds())),
        ["logged more than an hour before it is sealed"] = Case.NotInForce(
            () => Dated(Times.Issued, (Times.Issued - RecordDates.Tolerance).ToUnixTimeMilliseconds() - 1), LoggedEarly),
        ["logged an hour before it is sealed"] = Case.Valid(() => Dated(Times.Issued, (Times.Issued - RecordDates.Tolerance).ToUnixTimeMilliseconds())),
        ["logged in 1970"] = Case.NotInForce(() => Dated(Times.Issued, 0), LoggedEarly),
        ["logged by a clock that was a year ahead"] = Case.Valid(() => Dated(Times.Issued, Later(TimeSpan.FromDays(365)))),
        ["logged at the largest possible time"] = Case.Valid(() => Dated(Times.Issued, (1L << 53) - 1)),
    };

    private static Scenario Silent(Scenario scenario) => scenario.WithAnswers(_ => ChainFacts.NotAsked("timeout"));

    private static long Later(TimeSpan span) => (Times.Seen + span).ToUnixTimeMilliseconds();

    private static Scenario Changed(EntryStatus status) => StatusCases.With(StatusCases.Changed(status, StatusCases.First));

    internal static Scenario Dated(DateTimeOffset sealedAt, long loggedAt) =>
        (ForLife with { Clear = ForLife.Clear with { IssuedAt = sealedAt }, LoggedAt = loggedAt }).Make();

    private static Scenario ByAClockAt(this Scenario scenario, DateTimeOffset clock) => scenario with { Options = scenario.Options with { AsOf = clock, Now = clock } };
}
