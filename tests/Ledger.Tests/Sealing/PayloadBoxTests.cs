using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Sealing;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;

namespace Ledger.Tests.Sealing;

public sealed class PayloadBoxTests : IDisposable
{
    private static readonly RecordId Id = RecordId.Create(DateTimeOffset.UnixEpoch);
    private static readonly Payload Content = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)], "text with 中文");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("text with 中文 and 😀")]
    public void Open_ClosedPayload_ReturnsThePayload(string text)
    {
        using var keys = Open("a");
        var box = Box(keys);

        var opened = box.Open(Id, TestMaster.Subject(1), box.Close(Id, TestMaster.Subject(1), Content with { Text = text }).Required);

        Assert.Null(opened.Refusal);
        Assert.Equal(text, opened.Payload.Text);
        Assert.Equal(Content.Salt, opened.Payload.Salt);
    }

    [Fact]
    public void Open_ErasedSubject_IsAlwaysRefused()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = Box(keys).Close(Id, TestMaster.Subject(1), Content).Required;
            keys.Erase(TestMaster.Subject(1));
            Refusals.AssertIs(SealingFaults.SubjectErased, Box(keys).Open(Id, TestMaster.Subject(1), closed).Refusal);
        }

        using var again = Open("a");
        Refusals.AssertIs(SealingFaults.SubjectErased, Box(again).Open(Id, TestMaster.Subject(1), closed).Refusal);
        Refusals.AssertIs(SealingFaults.SubjectErased, Box(again).Close(Id, TestMaster.Subject(1), Content).Refusal);
    }

    [Fact]
    public void Open_KeyWasLost_IsDamageAndNotErasure()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = Box(keys).Close(Id, TestMaster.Subject(1), Content).Required;
        }

        using var empty = Open("b");
        var damaged = Assert.Throws<StoreDamagedException>(() => Box(empty).Open(Id, TestMaster.Subject(1), closed));
        Assert.Contains(Id.ToString(), damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PayloadOfAnotherRecordSubjectOrDepartment_IsDamage()
    {
        using var keys = Open("a");
        var closed = Box(keys).Close(Id, TestMaster.Subject(1), Content).Required;
        Box(keys).Close(Id, TestMaster.Subject(2), Content);

        Assert.Throws<StoreDamagedException>(() => Box(keys).Open(RecordId.Create(DateTimeOffset.UnixEpoch), TestMaster.Subject(1), closed));
        Assert.Throws<StoreDamagedException>(() => Box(keys).Open(Id, TestMaster.Subject(2), closed));
        Assert.Throws<StoreDamagedException>(() => new PayloadBox(TestDepartments.Id("health"), keys).Open(Id, TestMaster.Subject(1), closed));
    }

    [Fact]
    public void Open_ShorterThanASalt_IsDamage()
    {
        using var keys = Open("a");
        var key = keys.GetOrCreate(TestMaster.Subject(1))!.Value;
        var closed = PayloadCipher.Seal(key, TestDepartments.Id("education"), Id, new byte[31]);

        Assert.Throws<StoreDamagedException>(() => Box(keys).Open(Id, TestMaster.Subject(1), closed));
    }

    [Fact]
    public void FlushKeys_KeyOfANewSubject_IsDurable()
    {
        byte[] closed;
        using (var keys = Open("a"))
        {
            closed = Box(keys).Close(Id, TestMaster.Subject(1), Content).Required;
            Box(keys).FlushKeys();
        }

        using var again = Open("a");
        Assert.Equal(Content.Text, Box(again).Open(Id, TestMaster.Subject(1), closed).Payload.Text);
    }

    [Fact]
    public void ToString_Payload_DoesNotShowIt()
    {
        var outcome = new PayloadOutcome(Content, null);

        Assert.DoesNotContain("text", Content + outcome.ToString(), StringComparison.Ordinal);
    }

    private static PayloadBox Box(SubjectKeys keys) => new(TestDepartments.Id("education"), keys);

    private SubjectKeys Open(string name) => SubjectKeys.Open(_folder[name], TestMaster.FromByte(1));
}
