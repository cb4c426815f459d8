using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Erasing;

public sealed class FileErasuresTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 1, 2, 3, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FileErasures Store => new(_folder["erasures.json"], _folder["education.erased"], _folder["restored.erased"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_NothingWritten_IsEmpty()
    {
        Assert.Equal(ErasureBook.Empty, await Store.ReadAsync(Cancel));
        Assert.Empty(await Store.ListErasedAsync(Cancel));
    }

    [Fact]
    public async Task Read_WrittenBook_HasEverything()
    {
        var book = new ErasureBook(
            [
                new AskedErasure(RecordId.Create(At), SubjectHandle.Create(), ErasureBasis.ConsentWithdrawn, "letter 7 of 2026", "desk-1", At),
                new AskedErasure(RecordId.Create(At), SubjectHandle.Create(), ErasureBasis.LegalDuty, null, "desk-2", At),
            ],
            [
                new LegalHold(RecordId.Create(At), SubjectHandle.Create(), "Archives Law, article 14", new DateOnly(2030, 12, 31), "desk-1", At),
                new LegalHold(RecordId.Create(At), SubjectHandle.Create(), "court", new DateOnly(2027, 1, 1), "desk-1", At) { ReleasedBy = "desk-2", ReleasedAt = At },
            ]);

        await Store.ReplaceAsync(book, Cancel);

        var read = await Store.ReadAsync(Cancel);
        Assert.Equal(book.Asked, read.Asked);
        Assert.Equal(book.Holds, read.Holds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"v\":1,\"asked\":[]}")]
    [InlineData("{\"v\":1,\"asked\":[],\"holds\":[],\"more\":1}")]
    [InlineData("{\"v\":2,\"asked\":[],\"holds\":[]}")]
    [InlineData("{\"v\":1,\"asked\":[{\"id\":\"x\",\"subject\":\"y\",\"basis\":\"z\",\"by\":\"b\",\"at\":\"2026-11-30T00:00:00Z\"}],\"holds\":[]}")]
    public async Task Read_OtherFile_IsDamage(string text)
    {
        await File.WriteAllTextAsync(_folder["erasures.json"], text, Cancel);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Store.ReadAsync(Cancel));
    }

    [Fact]
    public async Task AddErased_Twice_ListsItOnce()
    {
        var first = new ErasedSubject(SubjectHandle.Create(), 7, RecordId.Create(At));
        var second = new ErasedSubject(SubjectHandle.Create(), 9, RecordId.Create(At));

        await Store.AddErasedAsync(first, Cancel);
        await Store.AddErasedAsync(first, Cancel);
        await Store.AddErasedAsync(second, Cancel);

        Assert.Equal([first, second], await Store.ListErasedAsync(Cancel));
    }

    [Fact]
    public async Task ListErased_ListOfALostNode_IsIncluded()
    {
        var restored = new ErasedSubject(SubjectHandle.Create(), 7, RecordId.Create(At));
        var own = new ErasedSubject(SubjectHandle.Create(), 9, RecordId.Create(At));
        FileErasures.WriteList(_folder["restored.erased"], [restored]);
        await Store.AddErasedAsync(own, Cancel);

        Assert.Equal([restored, own], await Store.ListErasedAsync(Cancel));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("00112233445566778899aabbccddeeff 1")]
    [InlineData("00112233445566778899AABBCCDDEEFF 1 0192d3a4-0000-7000-8000-000000000000")]
    [InlineData("00112233445566778899aabbccddeeff -1 0192d3a4-0000-7000-8000-000000000000")]
    public async Task ListErased_OtherLine_IsDamage(string line)
    {
        await File.WriteAllTextAsync(_folder["education.erased"], line + "\n", Cancel);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await Store.ListErasedAsync(Cancel));
    }
}
