using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Statuses;

public sealed class StatusChangerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_Record_LogsAnEntryThatCommitsToTheReason()
    {
        await using var log = await TestLog.OpenAsync();
        var ids = await log.AddAsync(2);

        var appended = (await log.ChangeAsync(ids[0], EntryStatus.Superseded, ids[1], reason: "更正姓名 \"A\"")).Required;

        var entry = appended.Entry;
        Assert.Equal((2, ids[0], EntryKind.Status, EntryStatus.Superseded, ids[1]), (entry.Index, entry.Id, entry.Kind, entry.Status, entry.Successor));
        var payload = (await log.Payloads.OpenAsync(ids[0], entry.Subject, await log.Log.Store.ReadPayloadAsync(2, Cancellation), Cancellation)).Payload;
        Assert.Equal($$"""{"by":"desk-3","reason":"更正姓名 \"A\"","status":"superseded","successor":"{{ids[1]}}"}""", payload.Text);
        Assert.True(LogEntry.TryParse(entry.Text, out var text));
        Assert.Equal(SHA256.HashData([.. payload.Salt, .. SHA256.HashData(Encoding.UTF8.GetBytes(payload.Text))]), text.Commitment.ToArray());
    }

    [Fact]
    public async Task Change_UnknownRecord_IsRefused()
    {
        await using var log = await TestLog.OpenAsync(records: 1);

        Refusals.AssertIs(StatusFaults.RecordNotFound, (await log.ChangeAsync(RecordId.Create(TestLog.Start), EntryStatus.Revoked)).Refusal);
        Assert.Equal(1, log.Head.Size);
    }

    [Fact]
    public async Task Change_ForbiddenByTheRules_IsRefusedAndNotLogged()
    {
        await using var log = await TestLog.OpenAsync();
        var id = Assert.Single(await log.AddAsync(1));
        await log.ChangeAsync(id, EntryStatus.Revoked);

        Refusals.AssertIs(StatusFaults.AlreadyFinal, (await log.ChangeAsync(id, EntryStatus.Active)).Refusal);
        Assert.Equal(2, log.Head.Size);
    }

    [Fact]
    public async Task Change_Consent_CanBeWithdrawn()
    {
        await using var log = await TestLog.OpenAsync();
        var id = Assert.Single(await log.AddAsync(1, EntryKind.Consent));

        Assert.Equal(EntryStatus.Withdrawn, (await log.ChangeAsync(id, EntryStatus.Withdrawn)).Required.Entry.Status);
    }

    [Fact]
    public async Task Change_ManyAtOnce_OnlyOneFinalChangeSucceeds()
    {
        await using var log = await TestLog.OpenAsync();
        var id = Assert.Single(await log.AddAsync(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => log.ChangeAsync(id, EntryStatus.Revoked)));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal(StatusFaults.AlreadyFinal, outcome.Refusal!.Fault));
        Assert.Equal(2, log.Head.Size);
    }

    [Fact]
    public async Task Change_SameKeyAgain_ReturnsTheFirstAnswer()
    {
        await using var log = await TestLog.OpenAsync();
        var ids = await log.AddAsync(2);
        var first = (await log.ChangeAsync(ids[0], EntryStatus.Superseded, ids[1], key: "once")).Required;
        await log.ChangeAsync(ids[1], EntryStatus.Revoked); // A new request could not name this successor any more.

        var again = (await log.ChangeAsync(ids[0], EntryStatus.Superseded, ids[1], key: "once")).Required;

        Assert.True(again.IsRepeat);
        Assert.Equal(first.Entry.Index, again.Entry.Index);
        Assert.Equal(4, log.Head.Size);
    }

    [Fact]
    public async Task Change_SameKeyForSomethingElse_IsRefused()
    {
        await using var log = await TestLog.OpenAsync();
        var ids = await log.AddAsync(2);
        await log.ChangeAsync(ids[0], EntryStatus.Suspended, key: "once");

        Refusals.AssertIs(IssuingFaults.KeyReused, (await log.ChangeAsync(ids[0], EntryStatus.Revoked, key: "once")).Refusal);
        Refusals.AssertIs(IssuingFaults.KeyReused, (await log.ChangeAsync(ids[1], EntryStatus.Suspended, key: "once")).Refusal);
        Refusals.AssertIs(IssuingFaults.KeyReused, (await log.ChangeAsync(ids[0], EntryStatus.Suspended, key: "once", reason: "other")).Refusal);
    }

    [Fact]
    public async Task Change_SuccessorUnknownFinalOrItself_IsRefused()
    {
        await using var log = await TestLog.OpenAsync();
        var ids = await log.AddAsync(2);
        await log.ChangeAsync(ids[1], EntryStatus.Revoked);

        foreach (var successor in new[] { RecordId.Create(TestLog.Start), ids[0], ids[1] })
        {
            Refusals.AssertIs(StatusFaults.SuccessorUnknown, (await log.ChangeAsync(ids[0], EntryStatus.Superseded, successor)).Refusal, "/successor");
        }

        Assert.Equal(3, log.Head.Size);
    }

    [Fact]
    public async Task Change_TwoRecordsSupersedeEachOtherAtOnce_OnlyOneSucceeds()
    {
        await using var log = await TestLog.OpenAsync();
        var ids = await log.AddAsync(40);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => log.ChangeAsync(ids[i], EntryStatus.Superseded, ids[i ^ 1])));

        Assert.All(Enumerable.Range(0, 20), pair =>
            Assert.Single(new[] { outcomes[2 * pair], outcomes[(2 * pair) + 1] }, outcome => outcome.Refusal is null));
    }

    [Fact]
    public async Task Change_RecordLostWithAMachine_IsEncryptedForTheDepartmentItself()
    {
        await using var log = await TestLog.OpenAsync();
        var id = await log.AddLostAsync();

        var entry = (await log.ChangeAsync(id, EntryStatus.Revoked)).Required.Entry;

        Assert.False(entry.Subject.IsNone);
        Assert.Equal(log.Keys.FindHandle(default), entry.Subject);
        var payload = (await log.Payloads.OpenAsync(id, entry.Subject, await log.Log.Store.ReadPayloadAsync(1, Cancellation), Cancellation)).Payload;
        Assert.Contains("revoked", payload.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_SubjectWasErased_IsLoggedAsThePaperOfTheDepartment()
    {
        await using var log = await TestLog.OpenAsync();
        var id = Assert.Single(await log.AddAsync(1));
        log.Keys.Erase(log.Subject);

        var changed = (await log.ChangeAsync(id, EntryStatus.Revoked)).Required.Entry;

        Assert.NotEqual(log.Subject, changed.Subject);
        Assert.NotNull(log.Keys.Find(changed.Subject));
    }
}
