using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Statuses;

public sealed class StatusRulesTests
{
    private static readonly RecordId Id = RecordId.Create(DateTimeOffset.UnixEpoch);
    private static readonly RecordId Other = RecordId.Create(DateTimeOffset.UnixEpoch);

    /// <summary>Every pair of statuses, for each kind of record, with the expected fault code.</summary>
    public static TheoryData<EntryKind, EntryStatus, EntryStatus, string?> Pairs
    {
        get
        {
            var pairs = new TheoryData<EntryKind, EntryStatus, EntryStatus, string?>();
            foreach (var kind in new[] { EntryKind.Certificate, EntryKind.Decision, EntryKind.Consent })
            {
                foreach (var from in Enum.GetValues<EntryStatus>())
                {
                    foreach (var to in Enum.GetValues<EntryStatus>())
                    {
                        pairs.Add(kind, from, to, Expected(kind, from, to));
                    }
                }
            }

            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Check_FromOneStatusToAnother_IsAllowedOrRefused(EntryKind kind, EntryStatus from, EntryStatus to, string? code)
    {
        var request = new StatusRequest(to, "reason", to is EntryStatus.Superseded ? Other : null);

        Assert.Equal(code, StatusRules.Check(History(kind, from), request)?.Fault.Code);
    }

    [Theory]
    [InlineData(EntryStatus.Active, EntryStatus.Suspended, true)]
    [InlineData(EntryStatus.Suspended, EntryStatus.Active, true)]
    [InlineData(EntryStatus.Active, EntryStatus.Revoked, true)]
    [InlineData(EntryStatus.Active, EntryStatus.Superseded, false)]
    public void Check_UnexpectedOrMissingSuccessor_IsRefused(EntryStatus from, EntryStatus to, bool hasSuccessor) =>
        Refusals.AssertIs(
            StatusFaults.SuccessorMissing,
            StatusRules.Check(History(EntryKind.Certificate, from), new StatusRequest(to, "reason", hasSuccessor ? Other : null)), "/successor");

    [Fact]
    public void Check_NoSuchRecord_IsRefused() =>
        Refusals.AssertIs(StatusFaults.RecordNotFound, StatusRules.Check([], new StatusRequest(EntryStatus.Revoked, "reason", null)));

    [Theory]
    [InlineData(EntryKind.Key)]
    [InlineData(EntryKind.Disclosure)]
    public void Check_EntryThatIsNotARecord_IsRefused(EntryKind kind) =>
        Refusals.AssertIs(
            StatusFaults.RecordNotFound, StatusRules.Check([Entry(Id, kind, null)], new StatusRequest(EntryStatus.Revoked, "reason", null)));

    [Theory]
    [InlineData(EntryStatus.Active, true)]
    [InlineData(EntryStatus.Suspended, true)]
    [InlineData(EntryStatus.Revoked, false)]
    [InlineData(EntryStatus.Superseded, false)]
    [InlineData(EntryStatus.Withdrawn, false)]
    public void CheckSuccessor_ByItsStatus_IsAllowedOrRefused(EntryStatus status, bool canTakePlace) =>
        Assert.Equal(
            canTakePlace ? null : StatusFaults.SuccessorUnknown,
            StatusRules.CheckSuccessor(Entry(Other, EntryKind.Certificate, null), History(EntryKind.Certificate, status))?.Fault);

    [Fact]
    public void CheckSuccessor_UnknownOrItselfOrNotARecord_IsRefused()
    {
        Refusals.AssertIs(StatusFaults.SuccessorUnknown, StatusRules.CheckSuccessor(Entry(Other, EntryKind.Certificate, null), []), "/successor");
        Refusals.AssertIs(
            StatusFaults.SuccessorUnknown, StatusRules.CheckSuccessor(Entry(Id, EntryKind.Certificate, null), History(EntryKind.Certificate, EntryStatus.Active)), "/successor");
        Refusals.AssertIs(StatusFaults.SuccessorUnknown, StatusRules.CheckSuccessor(Entry(Other, EntryKind.Certificate, null), [Entry(Id, EntryKind.Key, null)]), "/successor");
    }

    [Fact]
    public void CheckSuccessor_OfAnotherSubject_IsRefused() => Refusals.AssertIs(
        StatusFaults.SuccessorOfAnother,
        StatusRules.CheckSuccessor(
            Entry(Other, EntryKind.Certificate, null) with { Subject = SubjectHandle.Create() }, [Entry(Id, EntryKind.Certificate, null)]),
        "/successor");

    [Theory]
    [InlineData("https://city.example/vct/senior-card/1", "https://city.example/vct/senior-card/2", null)]
    [InlineData("https://city.example/vct/senior-card/1", "https://city.example/vct/student-status/1", "LDG5010")]
    [InlineData("https://city.example/vct/senior-card/1", "https://city.example/vct/senior-card-2", "LDG5010")]
    public void CheckSuccessor_Type_MustBeOfTheSameFamily(string replaced, string successor, string? code) => Assert.Equal(
        code,
        StatusRules.CheckSuccessor(
            Entry(Other, EntryKind.Certificate, null) with { Type = replaced },
            [Entry(Id, EntryKind.Certificate, null) with { Type = successor }])?.Fault.Code);

    [Fact]
    public void CheckSuccessor_OfAnotherKind_IsRefused() => Refusals.AssertIs(
        StatusFaults.SuccessorOfOtherType,
        StatusRules.CheckSuccessor(Entry(Other, EntryKind.Certificate, null), [Entry(Id, EntryKind.Decision, null)]), "/successor");

    [Fact]
    public void StatusBy_SeveralChanges_IsTheLast()
    {
        Assert.Equal(EntryStatus.Active, StatusRules.StatusBy([]));
        Assert.Equal(EntryStatus.Active, StatusRules.StatusBy(
        [
            Entry(Id, EntryKind.Certificate, null), Entry(Id, EntryKind.Status, EntryStatus.Suspended), Entry(Id, EntryKind.Status, EntryStatus.Active),
        ]));
    }

    [Fact]
    public void Names_RoundTrip_AndNoOtherTextIsAStatus()
    {
        Assert.All(Enum.GetValues<EntryStatus>(), status =>
        {
            Assert.True(StatusNames.TryParse(StatusNames.Format(status), out var parsed));
            Assert.Equal(status, parsed);
        });
        Assert.All(["", "Active", "1", "deleted", "revoked "], text => Assert.False(StatusNames.TryParse(text, out _)));
    }

    private static string? Expected(EntryKind kind, EntryStatus from, EntryStatus to)
    {
        if (from is EntryStatus.Revoked or EntryStatus.Superseded or EntryStatus.Withdrawn)
        {
            return "LDG5002";
        }

        return from == to ? "LDG5003" : to is EntryStatus.Withdrawn && kind is not EntryKind.Consent ? "LDG5006" : null;
    }

    private static IReadOnlyList<StoredEntry> History(EntryKind kind, EntryStatus status) => status is EntryStatus.Active
        ? [Entry(Id, kind, null)]
        : [Entry(Id, kind, null), Entry(Id, EntryKind.Status, status)];

    private static StoredEntry Entry(RecordId id, EntryKind kind, EntryStatus? status) => new()
    {
        Index = 0,
        Id = id,
        Kind = kind,
        Status = status,
        Successor = null,
        At = 0,
        Text = default,
        Type = "",
        Subject = default,
        KeyHash = default(Digest),
        Fingerprint = default(Digest),
    };
}
