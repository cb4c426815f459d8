using Ledger.Sealing;
using Ledger.Store.Contract;
using Ledger.Tests.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Proving;

public sealed class RecordOpenerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_LoggedRecord_HasEveryClaim()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());

        var opened = (await bench.Opener.OpenAsync(entry, Cancellation)).Required;

        Assert.Equal("周小禾", opened.Claims.Payload.GetProperty("name").GetString());
        Assert.Equal(0, opened.Claims.HiddenCount);
        Assert.Equal(entry.Id.ToString(), opened.Claims.RecordId);
    }

    [Fact]
    public async Task Open_OtherSealOfTheSameRecord_IsDamage()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var record = await bench.SealAsync();
        var payload = (await bench.Bench.Log.Payloads.OpenAsync(record.Id, record.Subject, record.Payload, Cancellation)).Payload;
        var otherSalt = await bench.CloseAsync(record, payload with { Salt = new byte[32] });
        var entry = await bench.AppendAsync(record, otherSalt);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await bench.Opener.OpenAsync(entry, Cancellation));
    }

    [Fact]
    public async Task Open_PayloadThatIsNotARecord_IsDamage()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var record = await bench.SealAsync();
        var text = await bench.CloseAsync(record, new Payload(new byte[32], "{\"status\":\"revoked\"}"));
        var entry = await bench.AppendAsync(record, text);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await bench.Opener.OpenAsync(entry, Cancellation));
    }

    [Fact]
    public async Task Open_SubjectWasErased_IsRefused()
    {
        await using var bench = await ProvingBench.OpenAsync();
        var entry = await bench.AppendAsync(await bench.SealAsync());
        bench.Bench.Log.Keys.Erase(entry.Subject);

        Refusals.AssertIs(SealingFaults.SubjectErased, (await bench.Opener.OpenAsync(entry, Cancellation)).Refusal);
    }
}
