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
        var subject = keys.GetOrCreate(TestMaster.Person(1));
        var box = Box(keys);

        var opened = await box.OpenAsync(Id, subject.Handle, box.Close(Id, subject, Content with { Text = text }), Cancel);

        Assert.Null(opened.Refusal);
        Assert.Equal(text, opened.Payload.Text);
        Assert.Equal(Content.Salt, opened.Payload.Salt);
    }

    [Fact]
    public async Task Open_ErasedSubject_IsAlwaysRefused()
    {
        SubjectKey subject;
        byte[] closed;
        using (var keys = Open("a"))
        {
            subject = keys.GetOrCreate(TestMaster.Person(1));
            closed = Box(keys).Close(Id, subject, Content);
            keys.Erase(subject.Handle);
            Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(keys).OpenAsync(Id, subject.Handle, closed, Cancel)).Refusal);
        }

        using var again = Open("a");
        Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(again).OpenAsync(Id, subject.Handle, closed, Cancel)).Refusal);
        Refusals.AssertIs(SealingFaults.SubjectErased, (await Box(again).FindSubjectAsync(Id, subject.Handle, Cancel)).Refusal);
    }

    [Fact]
    public async Task Open_KeyWasLost_IsDamageAndNotErasure()
    {
        SubjectKey subject;
        byte[] closed;
        using (var keys = Open("a"))
        {
            subject = keys.GetOrCreate(TestMaster.Person(1));
            closed = Box(keys).Close(Id, subject, Content);
        }

        using var empty = Open("b");
        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(empty).OpenAsync(Id, subject.Handle, closed, Cancel));
        Assert.Contains(Id.ToString(), damaged.Detail, StringComparison.Ordinal);
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(empty).FindSubjectAsync(Id, subject.Handle, Cancel));
    }

    [Fact]
    public async Task Open_PayloadOfAnotherRecordSubjectOrDepartment_IsDamage()
    {
        using var keys = Open("a");
        var (subject, other) = (keys.GetOrCreate(TestMaster.Person(1)), keys.GetOrCreate(TestMaster.Person(2)).Handle);
        var closed = Box(keys).Close(Id, subject, Content);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(RecordId.Create(DateTimeOffset.UnixEpoch), subject.Handle, closed, Cancel));
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(Id, other, closed, Cancel));
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await new PayloadBox(TestDepartments.Id("health"), keys).OpenAsync(Id, subject.Handle, closed, Cancel));
    }

    [Fact]
    public async Task Open_ShorterThanASalt_IsDamage()
    {
        using var keys = Open("a");
        var subject = keys.GetOrCreate(TestMaster.Person(1));
        var closed = PayloadCipher.Seal(subject.Key, TestDepartments.Id("education"), Id, new byte[31]);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Box(keys).OpenAsync(Id, subject.Handle, closed, Cancel));
    }

    [Fact]
    public async Task FlushKeys_KeyOfANewSubject_IsDurable()
    {
        SubjectKey subject;
        byte[] closed;
        using (var keys = Open("a"))
        {
            subject = await Box(keys).GetOrCreateSubjectAsync(TestMaster.Person(1), Cancel);
            closed = Box(keys).Close(Id, subject, Content);
            await Box(keys).FlushKeysAsync(Cancel);
        }

        using var again = Open("a");
        Assert.Equal(Content.Text, (await Box(again).OpenAsync(Id, subject.Handle, closed, Cancel)).Payload.Text);
    }

    [Fact]
    public async Task FindSubject_Nobody_IsTheDepartmentItself()
    {
        using var keys = Open("a");

        var department = (await Box(keys).FindSubjectAsync(Id, default, Cancel)).Required;

        Assert.False(department.Handle.IsNone);
        Assert.Equal(department, (await Box(keys).FindSubjectAsync(Id, default, Cancel)).Required);
        Assert.Equal(department, keys.GetOrCreate(default));
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
