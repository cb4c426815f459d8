using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Store.Contract;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Log;

/// <summary>The payloads of entries that are not records.</summary>
public sealed class PayloadTextsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_Entry_IsTheTextThatItCommitsTo()
    {
        await using var log = await TestLog.OpenAsync();
        var salt = RandomNumberGenerator.GetBytes(32);
        var entry = await AppendAsync(log, new Payload(salt, "text"), committed: "text");

        var payload = await new PayloadTexts(log.Log.Store, log.Payloads).FindAsync(entry, Cancel);

        Assert.Equal("text", payload!.Value.Text);
        Assert.Equal(salt, payload.Value.Salt);
    }

    [Fact]
    public async Task Find_OtherTextThanCommitted_IsDamage()
    {
        await using var log = await TestLog.OpenAsync();
        var entry = await AppendAsync(log, new Payload(new byte[32], "text"), committed: "another");

        var damaged = await FaultAssert.ThrowsAsync(
            StoreFaults.Damaged, async () => await new PayloadTexts(log.Log.Store, log.Payloads).FindAsync(entry, Cancel));

        Assert.Contains("entry 0", damaged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ErasedSubject_IsNothing()
    {
        await using var log = await TestLog.OpenAsync();
        var entry = await AppendAsync(log, new Payload(new byte[32], "text"), committed: "text");
        log.Keys.Erase(log.Subject);

        Assert.Null(await new PayloadTexts(log.Log.Store, log.Payloads).FindAsync(entry, Cancel));
    }

    [Fact]
    public async Task Find_PayloadLostWithAMachine_IsNothing()
    {
        await using var log = await TestLog.OpenAsync();
        var entry = await AppendAsync(log, null, committed: "text");

        Assert.Null(await new PayloadTexts(log.Log.Store, log.Payloads).FindAsync(entry, Cancel));
    }

    private static async Task<StoredEntry> AppendAsync(TestLog log, Payload? payload, string committed)
    {
        var id = RecordId.Create(log.Clock.GetUtcNow());
        var subject = (await log.Payloads.FindSubjectAsync(id, log.Subject, Cancel)).Required;
        var appended = await log.Log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = id,
            Kind = EntryKind.Disclosure,
            Commitment = Commitment.Compute(payload?.Salt ?? new byte[32], Encoding.UTF8.GetBytes(committed)),
            Subject = payload is null ? default : subject.Handle,
            KeyHash = default,
            Fingerprint = default,
            Payload = payload is { } given ? log.Payloads.Close(id, subject, given) : [],
        });
        return appended.Required.Entry;
    }
}
