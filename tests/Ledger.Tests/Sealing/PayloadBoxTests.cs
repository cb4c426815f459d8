using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Sealing;
using Ledger.Store.Contract;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Sealing;

public sealed class PayloadBoxTests : IDisposable
{
    private static readonly RecordId Id = RecordId.Create(DateTimeOffset.UnixEpoch);
    private static readonly Payload Content = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)], "text with 中文");
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("text with 中文 and 😀")]
    public async Task Open_ClosedPayload_ReturnsThePayload(string text)
    {
        using var keys = Open("a");
        var box = Box(keys);

        var opened = await box.OpenAsync(Id, TestMaster.Subject(1), (await box.CloseAsync(Id, TestMaster.Subject(1), Content with { Text = text }, Cancel)).Required, Cancel);

        Assert.Null(opened.Refusal);
        Assert.Equal(text, opened.Payload.Text);
        Assert.Equal(Content.Salt, opened.Payload.Salt);
    }

    [Fact]
    public async Task Open_ErasedSubject_IsAlwaysRefused()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = (await Box(keys).CloseAsync(Id, TestMaster.Subject(1), Content, Cancel)).Required;
            keys.Erase(TestMaster.Subject(1));
            Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(keys).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel)).Refusal);
        }

        using var again = Open("a");
        Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(again).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel)).Refusal);
        Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(again).CloseAsync(Id, TestMaster.Subject(1), Content, Cancel)).Refusal);
    }

    [Fact]
    public async Task Open_KeyWasLost_IsDamageAndNotErasure()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = (await Box(keys).CloseAsync(Id, TestMaster.Subject(1), Content, Cancel)).Required;
        }

        using var empty = Open("b");
        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(empty).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel));
        Assert.Contains(Id.ToString(), damaged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PayloadOfAnotherRecordSubjectOrDepartment_IsDamage()
    {
        using var keys = Open("a");
        var closed = (await Box(keys).CloseAsync(Id, TestMaster.Subject(1), Content, Cancel)).Required;
        await Box(keys).CloseAsync(Id, TestMaster.Subject(2), Content, Cancel);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(RecordId.Create(DateTimeOffset.UnixEpoch), TestMaster.Subject(1), closed, Cancel));
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(Id, TestMaster.Subject(2), closed, Cancel));
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await new PayloadBox(TestDepartments.Id("health"), keys).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel));
    }

    [Fact]
    public async Task Open_ShorterThanASalt_IsDamage()
    {
        using var keys = Open("a");
        var key = keys.GetOrCreate(TestMaster.Subject(1))!.Value;
        var closed = PayloadCipher.Seal(key, TestDepartments.Id("education"), Id, new byte[31]);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel));
    }

    [Fact]
    public async Task FlushKeys_KeyOfANewSubject_IsDurable()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = (await Box(keys).CloseAsync(Id, TestMaster.Subject(1), Content, Cancel)).Required;
            await Box(keys).FlushKeysAsync(Cancel);
        }

        using var again = Open("a");
        Assert.Equal(Content.Text, (await Box(again).OpenAsync(Id, TestMaster.Subject(1), closed, Cancel)).Payload.Text);
    }

    [Fact]
    public void ToString_Payload_DoesNotShowIt()
    {
        var outcome = new PayloadOutcome(Content, null);

        Assert.DoesNotContain("text", Content + outcome.ToString(), StringComparison.Ordinal);
    }

    private static PayloadBox Box(FileSubjectKeys keys) => new(TestDepartments.Id("education"), keys);

    private FileSubjectKeys Open(string name) => FileSubjectKeys.Open(_folder[name], TestMaster.FromByte(1));
}
