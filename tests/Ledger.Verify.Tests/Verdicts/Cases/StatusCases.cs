using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about the status on chain and about the record's own dates.</summary>
internal static class StatusCases
{
    private const string Suspended = "status failed LDG1022";
    private const string Revoked = "status failed LDG1023";
    private const string Superseded = "status failed LDG1024";
    private const string NotYet = "validity failed LDG1026";
    private const string Expired = "validity failed LDG1027";

    /// <summary>The time of the first status change.</summary>
    public static readonly DateTimeOffset First = Times.Parse("2026-04-01T00:00:00Z");

    /// <summary>The time of the second status change.</summary>
    public static readonly DateTimeOffset Second = Times.Parse("2026-05-01T00:00:00Z");

    public static readonly Guid Successor = Guid.ParseExact("019ab000-0000-7000-8000-0000000000ff", "D");

    private static readonly Recipe Good = new();

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["suspended"] = Case.NotInForce(() => With(Changed(EntryStatus.Suspended, First)), Suspended),
        ["revoked"] = Case.NotInForce(() => With(Changed(EntryStatus.Revoked, First)), Revoked),
        ["superseded"] = Case.NotInForce(() => With(Changed(EntryStatus.Superseded, First)), Superseded),
        ["withdrawn"] = Case.NotInForce(() => With(Changed(EntryStatus.Withdrawn, First)), "status failed LDG1025"),
        ["status with an unknown number"] = Case.CouldNotBeChecked(() => With(Changed((EntryStatus)5, First)), "status not-run LDG1033"),
        ["suspended and reinstated"] = Case.Valid(() => With(Changed(EntryStatus.Suspended, First), Changed(EntryStatus.Active, Second))),
        ["suspended and revoked"] = Case.NotInForce(() => With(Changed(EntryStatus.Suspended, First), Changed(EntryStatus.Revoked, Second)), Revoked),
        ["suspended and reinstated in one block"] = Case.Valid(() => With(Changed(EntryStatus.Suspended, First), Changed(EntryStatus.Active, First))),

        ["revoked, asked about the second before"] = Case.Valid(() => With(Changed(EntryStatus.Revoked, First)).AskedAt(First - Times.Second)),
        ["revoked, asked about that second"] = Case.NotInForce(() => With(Changed(EntryStatus.Revoked, First)).AskedAt(First), Revoked),
        ["suspended and reinstated, asked about the time between"] = Case.NotInForce(
            () => With(Changed(EntryStatus.Suspended, First), Changed(EntryStatus.Active, Second)).AskedAt(Second - Times.Second), Suspended),
        ["suspended and revoked, asked about the time between"] = Case.NotInForce(
            () => With(Changed(EntryStatus.Suspended, First), Changed(EntryStatus.Revoked, Second)).AskedAt(First), Suspended),

        ["asked about the last second"] = Case.Valid(() => Good.Make().AskedAt(Times.ValidUntil - Times.Second)),
        ["asked about the second it expires"] = Case.NotInForce(() => Good.Make().AskedAt(Times.ValidUntil), Expired),
        ["valid from the next second"] = Case.NotInForce(() => ValidFrom(Times.Asked + Times.Second), NotYet),
        ["valid from that second"] = Case.Valid(() => ValidFrom(Times.Asked)),
        ["without a start of validity"] = Case.Valid(() => ValidFrom(null)),
        ["valid for life"] = Case.Valid(() => (Good with { Clear = Good.Clear with { ExpiresAt = null } }).Make().AskedAt(DateTimeOffset.MaxValue)),
        ["revoked and expired"] = Case.NotInForce(() => With(Changed(EntryStatus.Revoked, First)).AskedAt(Times.ValidUntil), Revoked, Expired),

        ["revoked, and the registry silent"] = Case.CouldNotBeChecked(
            () => With(Changed(EntryStatus.Revoked, First)) is var made
                ? made.WithAnswers(facts => made.Answering(facts) with { Department = Answer<DepartmentFacts?>.Unknown("timeout") })
                : made,
            "issuer-authorised not-run LDG1004", Revoked),
        ["revoked, and a salt of another record"] = Case.NotGenuine(
            () => With(Changed(EntryStatus.Revoked, First)) is var made ? made with { Bundle = made.Bundle with { Salt = Good.Make().Bundle.Salt } } : made,
            "commitment failed LDG1016", Revoked),
    };

    public static StatusChangeFacts Changed(EntryStatus status, DateTimeOffset at) =>
        new(status, at, 50, 1, status is EntryStatus.Superseded ? OnChainId.OfRecord(Successor) : default(Digest));

    public static Scenario With(params StatusChangeFacts[] changes) => Good.Make().WithStatuses([.. changes]);

    private static Scenario ValidFrom(DateTimeOffset? from) => (Good with { Clear = Good.Clear with { NotBefore = from } }).Make();
}
