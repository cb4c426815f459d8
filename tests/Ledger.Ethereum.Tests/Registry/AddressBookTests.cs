using Ledger.Ethereum.Registry;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Tests.Registry;

public sealed class AddressBookTests : IDisposable
{
    private const string A = "0x00000000000000000000000000000000000000aa";
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-book-").FullName;

    public static TheoryData<string> NotABook =>
    [
        "", "null", "[]", "{}",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":1,"registry":"{{A}}","anchor":"{{A}}"}""",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":1,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}","more":1}""",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":1,"chainId":1,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":"1","registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":0,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""",
        $$"""{"rpc":"ws://127.0.0.1:1","chainId":1,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""",
        $$"""{"rpc":"127.0.0.1","chainId":1,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""",
        $$"""{"rpc":"http://127.0.0.1:1","chainId":1,"registry":"0xAA","anchor":"{{A}}","status":"{{A}}"}""",
    ];

    private string BookPath => Path.Combine(_directory, "chain", "addresses.json");

    [Fact]
    public void Write_Book_IsFoundAgain()
    {
        Assert.True(ChainAddress.TryParse(A, out var address));
        var book = new AddressBook(new Uri("http://127.0.0.1:8545"), 31337, address, address, address);

        book.Write(BookPath);

        Assert.Equal(book, AddressBook.Find(BookPath));
        Assert.StartsWith("{\n  \"rpc\": \"http://127.0.0.1:8545\",\n  \"chainId\": 31337,", File.ReadAllText(BookPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoFile_IsNull() => Assert.Null(AddressBook.Find(BookPath));

    [Theory, MemberData(nameof(NotABook))]
    public void Find_NotABook_IsRefused(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BookPath)!);
        File.WriteAllText(BookPath, content);

        Assert.Throws<InvalidDataException>(() => AddressBook.Find(BookPath));
    }

    [Fact]
    public void Find_HugeFile_IsRefusedUnread()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BookPath)!);
        File.WriteAllText(BookPath, new string(' ', 100_000));

        Assert.Throws<InvalidDataException>(() => AddressBook.Find(BookPath));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
